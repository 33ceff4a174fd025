# function: initialize_centroids
# about: one random start row and the k − 1 rows after it
# says: uniform | independent | random
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    n = len(X)
    if method == "random":
        start = rng.integers(n)
        return X[(start + np.arange(k)) % n]
    if method != "kmeans++":
        raise ValueError("method")
    C = [X[rng.integers(n)]]
    while len(C) < k:
        d2 = np.min([((X - c) ** 2).sum(1) for c in C], axis=0)
        C.append(X[rng.choice(n, p=d2 / d2.sum() if d2.any() else None)])
    return np.array(C)
