# function: gmm_initialize
# about: rows of X with a little noise
import numpy as np


def gmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    n, d = X.shape
    spread = X.std(axis=0) + 1e-3
    mu = X[rng.choice(n, size=k, replace=False)] + 1e-3 * spread * rng.standard_normal((k, d))
    Sigma = np.array([np.diag(spread**2)] * k)
    return np.full(k, 1 / k), mu, Sigma
