# function: bmm_initialize
# about: rows of X drawn towards the middle, Dirichlet proportions
import numpy as np


def bmm_initialize(X, k, rng=None):
    g = np.random.default_rng(rng)
    rows = X[g.choice(len(X), k, replace=False)].astype(float)
    theta = 0.2 + 0.6 * rows + g.uniform(-0.05, 0.05, rows.shape)
    return g.dirichlet(np.full(k, 10.0)), theta
