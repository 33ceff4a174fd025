# function: initialize_centroids
# about: kmeans++ draws in proportion to D instead of D squared
# says: square | d² | d^2
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    C = X[[rng.integers(len(X))]]
    while len(C) < k:
        D = np.linalg.norm(X[:, None] - C, axis=2).min(axis=1)
        p = D / D.sum() if D.any() else None
        C = np.vstack([C, X[rng.choice(len(X), p=p)]])
    return C
