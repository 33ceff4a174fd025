# function: variational_gap
# about: one gap a point
# says: shape | sum | float
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    if np.isneginf(J[use]).any():
        return float("inf")
    log_post = J - logsumexp(J, axis=1, keepdims=True)
    return np.sum(Q * (np.log(np.where(use, Q, 1)) - np.where(use, log_post, 0)), axis=1)
