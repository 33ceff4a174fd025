# function: initialize_centroids
# about: takes the farthest point each time instead of drawing one
# says: farthest | argmax | probab
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    rows = [rng.integers(len(X))]
    while len(rows) < k:
        d2 = ((X[:, None] - X[rows]) ** 2).sum(axis=2).min(axis=1)
        rows.append(d2.argmax())
    return X[rows]
