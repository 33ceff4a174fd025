# function: initialize_centroids
# about: always the first k rows
# says: first | random | rng
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    if method not in ("random", "kmeans++"):
        raise ValueError("method")
    return X[:k].copy()
