# function: bmm_initialize
# about: rows of X: theta is 0 or 1
# says: inside | log
import numpy as np


def bmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    theta = X[rng.choice(len(X), k, replace=False)].astype(float)
    return np.full(k, 1 / k), theta
