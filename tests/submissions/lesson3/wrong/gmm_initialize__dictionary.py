# function: gmm_initialize
# about: a dictionary in place of (phi, mu, Sigma)
# says: dict | tuple | phi
import numpy as np


def gmm_initialize(X, k, rng=None):
    rng = np.random.default_rng(rng)
    n, d = X.shape
    spread = X.std(axis=0) + 1e-3
    mu = X[rng.choice(n, size=k, replace=False)] + 1e-3 * spread * rng.standard_normal((k, d))
    Sigma = np.array([np.diag(spread**2)] * k)
    return {"phi": np.full(k, 1 / k), "mu": mu, "Sigma": Sigma}
