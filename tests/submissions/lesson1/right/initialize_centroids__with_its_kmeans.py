# function: initialize_centroids, kmeans
# about: a learner who wrote both: positions as arguments, helper shared
import numpy as np


def my_sq(X, C):
    return ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=-1)


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)].astype(float)
    if method == "kmeans++":
        C = X[[rng.integers(len(X))]].astype(float)
        for _ in range(1, k):
            d2 = my_sq(X, C).min(axis=1).astype(float)
            w = d2 if d2.sum() > 0 else np.ones(len(X))
            C = np.append(C, X[[rng.choice(len(X), p=w / w.sum())]], axis=0)
        return C
    raise ValueError("method")


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z, history = my_sq(X, C).argmin(1), []
    for _ in range(max_iters):
        counts = np.bincount(z, minlength=k)
        sums = np.stack([np.bincount(z, X[:, f], k) for f in range(X.shape[1])], axis=1)
        C = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], X[0])
        D = my_sq(X, C)
        z, J = D.argmin(1), D.min(1).sum()
        history.append(J)
        if len(history) > 1 and history[-2] <= J * (1 + tol):
            break
    return C, z, history
