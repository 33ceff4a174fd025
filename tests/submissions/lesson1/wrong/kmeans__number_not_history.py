# function: kmeans
# about: returns the last distortion alone, not the list
# says: list | history | float
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    J = np.inf
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        before, J = J, compute_distortion(X, C, z)
        if before - J <= tol * J:
            break
    return C, z, J
