# function: initialize_centroids
# about: a dictionary of strategies; float32 is kept
import numpy as np


def my_random_rows(X, k, gen):
    return gen.choice(X, size=k, replace=False, axis=0)


def my_plus_plus(X, k, gen):
    out = X[gen.integers(len(X), size=1)]
    while out.shape[0] < k:
        d2 = (((X[:, None, :] - out[None]) ** 2).sum(-1)).min(-1).astype(np.float64)
        p = None if not d2.any() else d2 / d2.sum()
        out = np.concatenate([out, X[gen.choice(len(X), size=1, p=p)]])
    return out


def initialize_centroids(X, k, method="kmeans++", rng=None):
    methods = {"random": my_random_rows, "kmeans++": my_plus_plus}
    if method not in methods:
        raise ValueError(f"method must be one of {sorted(methods)}")
    return methods[method](X, k, np.random.default_rng(rng))
