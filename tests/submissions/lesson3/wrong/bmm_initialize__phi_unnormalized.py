# function: bmm_initialize
# about: uniform random proportions that don't sum to one
# says: sum | phi | φ
import numpy as np


def bmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    theta = rng.uniform(0.25, 0.75, size=(k, X.shape[1]))
    return rng.uniform(0.1, 1, size=k), theta
