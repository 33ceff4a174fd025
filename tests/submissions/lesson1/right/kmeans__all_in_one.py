# function: kmeans
# about: one function with everything inside; none of the other functions is called
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    rng = np.random.default_rng(rng)
    n = X.shape[0]
    if not isinstance(init, str):
        centroids = np.array(init, dtype=float)
    elif init == "random":
        centroids = X[rng.choice(n, k, replace=False)].astype(float)
    elif init == "kmeans++":
        centroids = X[rng.integers(n, size=1)].astype(float)
        while len(centroids) < k:
            d2 = ((X[:, None] - centroids) ** 2).sum(axis=2).min(axis=1)
            p = d2 / d2.sum() if d2.sum() > 0 else np.full(n, 1.0 / n)
            centroids = np.vstack([centroids, X[rng.choice(n, p=p)]])
    else:
        raise ValueError(f"unknown init {init}")

    def nearest(C):
        d2 = ((X[:, None] - C) ** 2).sum(axis=2)
        return d2.argmin(axis=1), d2.min(axis=1).sum()

    labels, _ = nearest(centroids)
    history = []
    for it in range(max_iters):
        for j in range(k):
            if (labels == j).any():
                centroids[j] = X[labels == j].mean(axis=0)
            else:
                centroids[j] = X[rng.integers(n)]
        labels, J = nearest(centroids)
        history.append(J)
        if verbose:
            print(f"{it:3d} {J:.6f}")
        if it > 0 and history[-2] - J <= tol * history[-2]:
            break
    return centroids, labels, history
