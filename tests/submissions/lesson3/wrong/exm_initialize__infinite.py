# function: exm_initialize
# about: one over rows of X that may be 0
# says: inf | zero | finite
import numpy as np


def exm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    with np.errstate(all="ignore"):
        rate = 1 / X[rng.choice(len(X), k, replace=False)]
    return np.full(k, 1 / k), rate
