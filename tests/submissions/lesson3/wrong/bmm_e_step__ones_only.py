# function: bmm_e_step
# about: the zeros of X don't count
# says: 1 - x | 1 − x | zero
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(theta).T
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
