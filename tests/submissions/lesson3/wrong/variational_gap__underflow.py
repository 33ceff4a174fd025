# function: variational_gap
# about: the posterior from exp(log joint): 0/0 for small densities
# says: underflow | nan | log-sum-exp
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    if np.isneginf(J[use]).any():
        return float("inf")
    with np.errstate(all="ignore"):
        P = np.exp(J)
        log_post = np.log(P / P.sum(axis=1, keepdims=True))
    return float(np.sum(Q[use] * (np.log(Q[use]) - log_post[use])))
