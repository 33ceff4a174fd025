# function: variational_gap
# about: the posterior raised to 1e-12: finite where the gap is large or infinite
# says: inf | clip | 1e-12
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    log_post = J - logsumexp(J, axis=1, keepdims=True)
    log_post = np.maximum(log_post, np.log(1e-12))
    return float(np.sum(Q[use] * (np.log(Q[use]) - log_post[use])))
