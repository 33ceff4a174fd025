# function: variational_gap
# about: KL to the posterior, whose logs are kept
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    if np.isneginf(J[use]).any():
        return float("inf")
    log_post = J - logsumexp(J, axis=1, keepdims=True)
    return float(np.sum(Q[use] * (np.log(Q[use]) - log_post[use])))
