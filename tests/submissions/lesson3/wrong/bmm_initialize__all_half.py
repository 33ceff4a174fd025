# function: bmm_initialize
# about: every theta is one half: the components stay alike
# says: alike | differ | same
import numpy as np


def bmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    theta = np.full((k, X.shape[1]), 0.5)
    return np.full(k, 1 / k), theta
