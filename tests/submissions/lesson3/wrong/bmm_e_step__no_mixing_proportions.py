# function: bmm_e_step
# about: phi is left out
# says: phi | φ | prior
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
