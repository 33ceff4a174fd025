# function: initialize_centroids
# about: kmeans++ always begins with row 0
# says: first | uniform
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    C = [X[0]]
    while len(C) < k:
        d2 = np.min([((X - c) ** 2).sum(1) for c in C], axis=0)
        C.append(X[rng.choice(len(X), p=d2 / d2.sum() if d2.any() else None)])
    return np.array(C)
