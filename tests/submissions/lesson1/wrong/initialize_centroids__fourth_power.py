# function: initialize_centroids
# about: squares the squared distances once more
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
        d2 = ((X[:, None] - C) ** 2).sum(axis=2).min(axis=1) ** 2.0
        p = d2 / d2.sum() if d2.sum() > 0 else None
        C = np.vstack([C, X[rng.choice(len(X), p=p)]])
    return C
