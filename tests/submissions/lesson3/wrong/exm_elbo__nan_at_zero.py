# function: exm_elbo
# about: NaN where Q is 0
# says: nan | zero
import numpy as np


def my_exponential(X, params):
    phi, rate = params
    with np.errstate(divide="ignore"):
        return np.log(phi) + np.log(rate).sum(axis=1) - X @ np.asarray(rate).T


@np.errstate(all="ignore")
def exm_elbo(X, params, Q):
    logs = my_exponential(X, params)
    use = slice(None)
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
