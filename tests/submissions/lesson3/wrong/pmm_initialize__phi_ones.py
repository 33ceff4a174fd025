# function: pmm_initialize
# about: every proportion is 1
# says: sum | phi | φ
import numpy as np


def pmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    lam = (X.mean(axis=0) + 0.1) * rng.uniform(0.5, 1.5, size=(k, X.shape[1]))
    return np.ones(k), lam
