# function: bmm_elbo
# about: the zeros of X don't count
# says: 1 - x | 1 − x | zero
import numpy as np


def bmm_elbo(X, params, Q):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(theta).T
    use = Q > 0
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
