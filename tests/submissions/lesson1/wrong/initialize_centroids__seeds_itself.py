# function: initialize_centroids
# about: makes a generator with the seed 42, whatever rng is
# says: rng | seed
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(42)
    n = len(X)
    if method == "random":
        return X[rng.choice(n, k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    C = X[[rng.integers(n)]]
    while len(C) < k:
        d2 = ((X[:, None] - C) ** 2).sum(2).min(1)
        C = np.vstack([C, X[rng.choice(n, p=d2 / d2.sum() if d2.any() else None)]])
    return C
