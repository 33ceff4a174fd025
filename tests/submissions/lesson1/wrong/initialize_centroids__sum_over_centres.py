# function: initialize_centroids
# about: sums the squared distances over the centroids instead of taking the least
# says: nearest | minimum | sum
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    rows = [rng.integers(len(X))]
    while len(rows) < k:
        d2 = ((X[:, None] - X[rows]) ** 2).sum(axis=(1, 2))
        p = d2 / d2.sum() if d2.sum() > 0 else None
        rows.append(rng.choice(len(X), p=p))
    return X[rows]
