# function: initialize_centroids
# about: standard normal draws that ignore the data
# says: row | normal | points of x
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    if method not in ("random", "kmeans++"):
        raise ValueError("method")
    return np.random.default_rng(rng).standard_normal((k, X.shape[1]))
