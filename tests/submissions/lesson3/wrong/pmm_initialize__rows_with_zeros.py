# function: pmm_initialize
# about: rows of X: lambda is 0 where the count is
# says: positive | log | zero
import numpy as np


def pmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    lam = X[rng.choice(len(X), k, replace=False)].astype(float)
    return np.full(k, 1 / k), lam
