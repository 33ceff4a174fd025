# function: variational_gap
# about: 0 times -inf: NaN
# says: nan | zero | -inf
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = slice(None)
    log_post = J - logsumexp(J, axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return float(np.sum(Q[use] * (np.log(Q[use]) - log_post[use])))
