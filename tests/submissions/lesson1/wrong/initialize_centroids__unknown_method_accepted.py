# function: initialize_centroids
# about: any other method falls through to kmeans++ without a word
# says: valueerror | method | unknown
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    C = X[[rng.integers(len(X))]]
    while len(C) < k:
        d2 = ((X[:, None] - C) ** 2).sum(2).min(1)
        C = np.vstack([C, X[rng.choice(len(X), p=d2 / d2.sum() if d2.any() else None)]])
    return C
