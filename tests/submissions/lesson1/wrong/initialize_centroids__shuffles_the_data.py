# function: initialize_centroids
# about: shuffles X itself to get random rows: the caller's data changes its order
# says: in place | in-place | chang
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        rng.shuffle(X)
        return X[:k].copy()
    if method != "kmeans++":
        raise ValueError("method")
    C = [X[rng.integers(len(X))]]
    while len(C) < k:
        d2 = np.min([((X - c) ** 2).sum(1) for c in C], axis=0)
        C.append(X[rng.choice(len(X), p=d2 / d2.sum() if d2.any() else None)])
    return np.array(C)
