# function: gmm_initialize
# about: every component at the data's mean: they stay alike for ever
# says: alike | differ | same
import numpy as np


def gmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    n, d = X.shape
    spread = X.std(axis=0) + 1e-3
    mu = np.tile(X.mean(axis=0), (k, 1))
    Sigma = np.array([np.diag(spread**2)] * k)
    return np.full(k, 1 / k), mu, Sigma
