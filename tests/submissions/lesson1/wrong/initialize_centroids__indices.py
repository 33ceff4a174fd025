# function: initialize_centroids
# about: returns the row numbers instead of the rows
# says: shape | indices | rows
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    if method not in ("random", "kmeans++"):
        raise ValueError("method")
    return np.random.default_rng(rng).choice(len(X), k, replace=False)
