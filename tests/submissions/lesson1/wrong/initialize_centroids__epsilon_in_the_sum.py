# function: initialize_centroids
# about: adds 1e-12 to the sum against division by zero: probabilities of tiny data no longer sum to one
# says: sum to | epsilon | duplicate
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    C = X[[rng.integers(len(X))]]
    while len(C) < k:
        d2 = ((X[:, None] - C) ** 2).sum(axis=2).min(axis=1)
        C = np.vstack([C, X[rng.choice(len(X), p=d2 / (d2.sum() + 1e-12))]])
    return C
