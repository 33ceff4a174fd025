# function: exm_initialize
# about: one over the means times random factors
import numpy as np


def exm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    rate = rng.uniform(0.5, 1.5, size=(k, X.shape[1])) / np.maximum(X.mean(axis=0), 1e-6)
    return np.full(k, 1 / k), rate
