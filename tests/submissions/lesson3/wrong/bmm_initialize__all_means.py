# function: bmm_initialize
# about: the data's mean for each component
# says: alike | differ | same
import numpy as np


def bmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    theta = np.tile(np.clip(X.mean(axis=0), 0.01, 0.99), (k, 1))
    return np.full(k, 1 / k), theta
