# function: bmm_initialize
# about: theta from a normal distribution
# says: inside | theta | θ
import numpy as np


def bmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    theta = rng.normal(0.5, 1.0, size=(k, X.shape[1]))
    return np.full(k, 1 / k), theta
