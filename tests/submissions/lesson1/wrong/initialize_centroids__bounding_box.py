# function: initialize_centroids
# about: uniform points in the box of the data, which are no rows of X
# says: row | box | points of x
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method not in ("random", "kmeans++"):
        raise ValueError("method")
    return rng.uniform(X.min(axis=0), X.max(axis=0), size=(k, X.shape[1]))
