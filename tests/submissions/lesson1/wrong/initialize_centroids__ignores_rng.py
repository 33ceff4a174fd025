# function: initialize_centroids
# about: draws from NumPy's global generator: the same seed gives other results
# says: rng | seed | same
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    n = len(X)
    if method == "random":
        return X[np.random.choice(n, k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    C = X[[np.random.randint(n)]]
    while len(C) < k:
        d2 = ((X[:, None] - C) ** 2).sum(2).min(1)
        C = np.vstack([C, X[np.random.choice(n, p=d2 / d2.sum() if d2.any() else None)]])
    return C
