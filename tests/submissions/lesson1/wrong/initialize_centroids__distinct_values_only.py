# function: initialize_centroids
# about: draws from the unique rows, so duplicates lose their weight and k = n fails
# says: unique | duplicate | distinct
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    U = np.unique(X, axis=0)
    if method == "random":
        return U[rng.choice(len(U), k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    C = [U[rng.integers(len(U))]]
    while len(C) < k:
        d2 = np.min([((U - c) ** 2).sum(1) for c in C], axis=0)
        C.append(U[rng.choice(len(U), p=d2 / d2.sum() if d2.any() else None)])
    return np.array(C)
