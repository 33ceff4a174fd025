# function: initialize_centroids
# about: both methods draw uniform rows
# says: d² | probab | uniform
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    if method not in ("random", "kmeans++"):
        raise ValueError("method")
    rng = np.random.default_rng(rng)
    return X[rng.choice(len(X), size=k, replace=False)]
