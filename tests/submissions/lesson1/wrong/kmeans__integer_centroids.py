# function: kmeans
# about: keeps the centroids in the type of the start: whole-number data truncates every mean
# says: truncat | integer | mean
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = X[:k].copy()
    C[:] = initialize_centroids(X, k, init, rng) if isinstance(init, str) else init
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        for j in range(k):
            if (z == j).any():
                C[j] = X[z == j].mean(axis=0)
        z_new = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z_new))
        if np.array_equal(z, z_new):
            break
        z = z_new
    return C, z_new, history
