# function: bmm_e_step
# about: clips theta to [0.01, 0.99] first
# says: clip | theta | θ
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    theta = np.clip(theta, 0.01, 0.99)
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
