# function: kmeans
# about: old = centroids is no copy, so the shift is zero and it stops at once
# says: copy | fixed point | stop
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = np.array(initialize_centroids(X, k, init, rng) if isinstance(init, str) else init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        old = C
        C[:] = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if np.abs(C - old).max() <= tol:
            break
    return C, z, history
