# function: initialize_centroids
# about: D squared by the expanded quadratic, clipped: at an offset of 1e8 it is noise
# says: cancel | precision | d²
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    n = len(X)
    if method == "random":
        return X[rng.choice(n, k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    C = X[[rng.integers(n)]]
    xx = (X**2).sum(1)[:, None]
    while len(C) < k:
        d2 = np.maximum(xx - 2 * X @ C.T + (C**2).sum(1), 0).min(1).astype(float)
        C = np.vstack([C, X[rng.choice(n, p=d2 / d2.sum() if d2.any() else None)]])
    return C
