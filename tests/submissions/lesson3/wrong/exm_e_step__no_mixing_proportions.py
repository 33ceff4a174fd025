# function: exm_e_step
# about: phi is left out
# says: phi | φ | prior
import numpy as np


def my_exponential(X, params):
    phi, rate = params
    with np.errstate(divide="ignore"):
        return np.log(rate).sum(axis=1) - X @ np.asarray(rate).T


def exm_e_step(X, params):
    logs = my_exponential(X, params)
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
