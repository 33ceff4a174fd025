# function: compute_distortion, initialize_centroids, assign_clusters, update_centroids, kmeans, best_of_n_runs
# about: a whole file in the learner's own style
import numpy as np
from scipy.spatial.distance import cdist


def compute_distortion(X, centroids, labels):
    return float(np.sum((X - centroids[np.asarray(labels, int)]) ** 2))


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    first = rng.integers(len(X))
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    elif method == "kmeans++":
        rows = [first]
        for _ in range(k - 1):
            d2 = cdist(X, X[rows], "sqeuclidean").min(axis=1)
            if np.all(d2 == 0):
                rows.append(rng.integers(len(X)))
            else:
                rows.append(rng.choice(len(X), p=d2 / d2.sum()))
        return X[rows]
    raise ValueError(f"unknown method: {method}")


def assign_clusters(X, centroids):
    return np.argmin(cdist(X, centroids, "sqeuclidean"), axis=1)


def update_centroids(X, labels, k):
    return np.array(
        [X[labels == j].mean(axis=0) if (labels == j).any() else X[j % len(X)] for j in range(k)]
    )


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    c = initialize_centroids(X, k, init, rng) if type(init) is str else init
    z = assign_clusters(X, c)
    hist = []
    while len(hist) < max_iters and (len(hist) < 2 or hist[-2] - hist[-1] > tol * hist[-2]):
        c = update_centroids(X, z, k)
        z = assign_clusters(X, c)
        hist.append(compute_distortion(X, c, z))
        if verbose:
            print(hist[-1])
    return c, z, hist


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    best = min((kmeans(X, k, rng=rng, **kmeans_options) for _ in range(n_runs)), key=lambda r: r[2][-1])
    return best[0], best[1], best[2][-1]
