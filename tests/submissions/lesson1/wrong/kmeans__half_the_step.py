# function: kmeans
# about: moves each centroid half of the way to its mean
# says: mean | half | fixed point
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = np.array(initialize_centroids(X, k, init, rng) if isinstance(init, str) else init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = 0.5 * (C + update_centroids(X, z, k))
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if len(history) > 1 and abs(history[-2] - history[-1]) <= tol * history[-2]:
            break
    return C, z, history
