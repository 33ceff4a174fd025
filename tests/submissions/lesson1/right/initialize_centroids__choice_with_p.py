# function: initialize_centroids
# about: the textbook way: rng.choice with p, a uniform draw where all distances are zero
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    n = X.shape[0]
    if method == "random":
        return X[rng.choice(n, size=k, replace=False)]
    if method == "kmeans++":
        centroids = [X[rng.integers(n)]]
        for _ in range(k - 1):
            d2 = np.min([np.sum((X - c) ** 2, axis=1) for c in centroids], axis=0)
            if d2.sum() == 0:
                centroids.append(X[rng.integers(n)])
            else:
                centroids.append(X[rng.choice(n, p=d2 / d2.sum())])
        return np.array(centroids)
    raise ValueError(f"unknown method {method!r}")
