# function: initialize_centroids
# about: seeds NumPy's global generator from rng and uses the old functions
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    np.random.seed(np.random.default_rng(rng).integers(2**31))
    n = len(X)
    if method == "random":
        return X[np.random.choice(n, k, replace=False)]
    if method == "kmeans++":
        C = X[np.random.randint(n)][None, :]
        while len(C) < k:
            d2 = np.linalg.norm(X[:, None] - C, axis=2).min(axis=1) ** 2
            total = d2.sum()
            row = np.random.choice(n, p=d2 / total if total > 0 else None)
            C = np.vstack([C, X[row]])
        return C
    raise ValueError("method")
