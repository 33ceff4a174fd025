# function: exm_elbo
# about: the factor rate is left out
# says: rate | log | normal
import numpy as np


def my_exponential(X, params):
    phi, rate = params
    with np.errstate(divide="ignore"):
        return np.log(phi) - X @ np.asarray(rate).T


def exm_elbo(X, params, Q):
    logs = my_exponential(X, params)
    use = Q > 0
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
