# function: bmm_e_step
# about: the mean over the features in place of the sum
# says: mean | sum | feature
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + (X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T) / X.shape[1]
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
