# function: exm_e_step
# about: x divided by the rate: the rate is taken for the scale
# says: rate | scale | one over
import numpy as np


def my_exponential(X, params):
    phi, rate = params
    with np.errstate(divide="ignore"):
        return np.log(phi) + np.log(rate).sum(axis=1) - X @ (1 / np.asarray(rate)).T


def exm_e_step(X, params):
    logs = my_exponential(X, params)
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
