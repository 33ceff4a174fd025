# function: kmeans
# about: takes a distortion below 1e-6 for converged, also where the data are tiny
# says: tol | scale | fixed point
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if history[-1] < 1e-6 or len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, z, history
