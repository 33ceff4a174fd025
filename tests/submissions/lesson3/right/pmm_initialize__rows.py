# function: pmm_initialize
# about: rows of X, one half and noise added
import numpy as np


def pmm_initialize(X, k, rng=None):
    gen = np.random.default_rng(rng)
    lam = X[gen.permutation(len(X))[:k]] + 0.5 + gen.uniform(0, 0.1, (k, X.shape[1]))
    phi = gen.uniform(1, 2, size=k)
    return phi / phi.sum(), lam
