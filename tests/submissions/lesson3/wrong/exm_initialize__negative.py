# function: exm_initialize
# about: normal random numbers: rates below 0
# says: positive | negative
import numpy as np


def exm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    rate = rng.normal(size=(k, X.shape[1])) / np.maximum(X.mean(axis=0), 1e-6)
    return np.full(k, 1 / k), rate
