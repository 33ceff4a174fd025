# function: initialize_centroids
# about: random rows drawn with replacement, so the same row can come twice
# says: replace | twice | different
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    n = len(X)
    if method == "random":
        return X[rng.integers(0, n, size=k)]
    if method != "kmeans++":
        raise ValueError("method")
    C = [X[rng.integers(n)]]
    while len(C) < k:
        d2 = np.min([((X - c) ** 2).sum(1) for c in C], axis=0)
        C.append(X[rng.choice(n, p=d2 / d2.sum() if d2.any() else None)])
    return np.array(C)
