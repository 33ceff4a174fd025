# function: exm_initialize
# about: one over the means for every component
# says: alike | differ | same
import numpy as np


def exm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    rate = np.ones((k, X.shape[1])) / np.maximum(X.mean(axis=0), 1e-6)
    return np.full(k, 1 / k), rate
