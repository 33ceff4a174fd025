# function: initialize_centroids
# about: permutation for random, inverse distribution function for kmeans++
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    if method not in ("random", "kmeans++"):
        raise ValueError("method must be 'random' or 'kmeans++'")
    rng = np.random.default_rng(rng)
    n, d = X.shape
    if method == "random":
        return X[rng.permutation(n)[:k]]
    centroids = np.empty((k, d))
    centroids[0] = X[rng.integers(0, n)]
    closest = ((X - centroids[0]) ** 2).sum(axis=1)
    for j in range(1, k):
        cumulative = np.cumsum(closest)
        i = np.searchsorted(cumulative, rng.random() * cumulative[-1], side="right")
        centroids[j] = X[min(i, n - 1)]
        closest = np.minimum(closest, ((X - centroids[j]) ** 2).sum(axis=1))
    return centroids
