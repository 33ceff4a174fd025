# function: variational_gap
# about: normalized over all points and components
# says: row | normal | axis
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    if np.isneginf(J[use]).any():
        return float("inf")
    log_post = J - logsumexp(J)
    return float(np.sum(Q[use] * (np.log(Q[use]) - log_post[use])))
