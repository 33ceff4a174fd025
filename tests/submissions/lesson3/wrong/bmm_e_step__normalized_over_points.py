# function: bmm_e_step
# about: columns sum to one
# says: row | axis | column
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=0)
