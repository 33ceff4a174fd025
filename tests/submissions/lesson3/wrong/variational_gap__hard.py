# function: variational_gap
# about: minus the log posterior of the largest Q
# says: hard | entropy | largest
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    if np.isneginf(J[use]).any():
        return float("inf")
    log_post = J - logsumexp(J, axis=1, keepdims=True)
    return float(-log_post[np.arange(len(J)), Q.argmax(axis=1)].sum())
