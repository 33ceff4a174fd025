# function: initialize_centroids
# about: measures the distance to the newest centroid only
# says: nearest | newest | last
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.permutation(len(X))[:k]]
    if method != "kmeans++":
        raise ValueError("method")
    rows = [rng.integers(len(X))]
    for _ in range(k - 1):
        d2 = ((X - X[rows[-1]]) ** 2).sum(axis=1)
        p = d2 / d2.sum() if d2.sum() > 0 else None
        rows.append(rng.choice(len(X), p=p))
    return X[rows]
