# function: exm_elbo
# about: the log-likelihood whatever Q
# says: log-likelihood | gap | bound
import numpy as np


def my_exponential(X, params):
    phi, rate = params
    with np.errstate(divide="ignore"):
        return np.log(phi) + np.log(rate).sum(axis=1) - X @ np.asarray(rate).T


def exm_elbo(X, params, Q):
    logs = my_exponential(X, params)
    use = Q > 0
    return float(np.logaddexp.reduce(logs, axis=1).sum())
