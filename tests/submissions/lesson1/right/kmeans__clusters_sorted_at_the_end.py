# function: kmeans
# about: numbers the clusters by their first coordinate before returning (the order of clusters is free)
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z_new = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z_new))
        if (z_new == z).all():
            break
        z = z_new
    C = C[np.lexsort(C.T[::-1])]
    return C, assign_clusters(X, C), history
