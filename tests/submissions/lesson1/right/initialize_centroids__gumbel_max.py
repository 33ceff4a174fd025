# function: initialize_centroids
# about: samples from D-squared by adding Gumbel noise to the logarithms and taking the largest
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    n = len(X)
    if method == "random":
        keys = rng.random(n)
        return X[np.argsort(keys)[:k]].copy()
    if method != "kmeans++":
        raise ValueError(method)
    chosen = [int(rng.integers(n))]
    while len(chosen) < k:
        d2 = ((X[:, None, :] - X[None, chosen, :]) ** 2).sum(axis=2).min(axis=1)
        with np.errstate(divide="ignore"):
            score = np.log(d2) + rng.gumbel(size=n)
        chosen.append(int(np.argmax(score)))
    return X[chosen].copy()
