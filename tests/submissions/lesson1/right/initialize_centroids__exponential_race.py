# function: initialize_centroids
# about: exponential clocks with rate D-squared: the first to ring is the next centroid
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return rng.permutation(X)[:k]
    if method != "kmeans++":
        raise ValueError("no such initialization")
    rows = [rng.integers(len(X))]
    d2 = np.full(len(X), np.inf)
    for _ in range(1, k):
        d2 = np.fmin(d2, np.square(X - X[rows[-1]]).sum(1))
        times = np.full(len(X), np.inf)
        times[d2 > 0] = rng.exponential(size=np.count_nonzero(d2)) / d2[d2 > 0]
        rows.append(times.argmin())
    return X[rows]
