# function: exm_e_step
# about: densities in place of their logs
# says: underflow | log | nan
import numpy as np


def my_exponential(X, params):
    phi, rate = params
    with np.errstate(divide="ignore"):
        return np.log(phi) + np.log(rate).sum(axis=1) - X @ np.asarray(rate).T


def exm_e_step(X, params):
    logs = my_exponential(X, params)
    w = np.exp(logs)
    with np.errstate(all="ignore"):
        return w / w.sum(axis=1, keepdims=True)
