# function: kmeans
# about: the distortion of the start is the first entry
# says: start | max_iters | first entry
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = [compute_distortion(X, C, z)]
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, z, history
