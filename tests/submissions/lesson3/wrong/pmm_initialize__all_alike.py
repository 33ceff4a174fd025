# function: pmm_initialize
# about: the mean counts for every component
# says: alike | differ | same
import numpy as np


def pmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    lam = (X.mean(axis=0) + 0.1) * np.ones((k, X.shape[1]))
    return np.full(k, 1 / k), lam
