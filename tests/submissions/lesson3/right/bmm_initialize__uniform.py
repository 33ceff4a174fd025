# function: bmm_initialize
# about: theta uniform between a quarter and three quarters
import numpy as np


def bmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    theta = rng.uniform(0.25, 0.75, size=(k, X.shape[1]))
    return np.full(k, 1 / k), theta
