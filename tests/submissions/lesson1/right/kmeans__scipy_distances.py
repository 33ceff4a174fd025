# function: kmeans
# about: cdist and bincount; an empty cluster takes the worst-served point
import numpy as np
from scipy.spatial.distance import cdist


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    if isinstance(init, str):
        C = initialize_centroids(X, k, init, rng).astype(float)
    else:
        C = np.array(init, float)
    D = cdist(X, C, "sqeuclidean")
    history = []
    for _ in range(max_iters):
        z = D.argmin(axis=1)
        worst_first = np.argsort(-D.min(axis=1))
        empties = 0
        C = C.copy()
        for j in range(k):
            rows = X[z == j]
            if rows.size:
                C[j] = rows.mean(axis=0)
            else:
                C[j] = X[worst_first[empties % len(X)]]
                empties += 1
        D = cdist(X, C, "sqeuclidean")
        history.append(float(D.min(axis=1).sum()))
        if np.array_equal(D.argmin(axis=1), z):
            break
        if len(history) > 1 and history[-2] - history[-1] < tol * X.var(axis=0).mean():
            break
    return C, D.argmin(axis=1), history
