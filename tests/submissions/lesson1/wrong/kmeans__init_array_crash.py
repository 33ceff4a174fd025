# function: kmeans
# about: knows names only: an array as init raises
# says: init | array | valueerror
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, method=init, rng=rng)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, z, history
