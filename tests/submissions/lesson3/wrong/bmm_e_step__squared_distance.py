# function: bmm_e_step
# about: minus half the squared distance to theta, as for Gaussians
# says: bernoulli | gauss | distance
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + -0.5 * ((X[:, None] - theta) ** 2).sum(axis=2)
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
