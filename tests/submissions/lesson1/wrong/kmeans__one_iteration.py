# function: kmeans
# about: return stands inside the loop
# says: one iteration | fixed point | stop
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        return C, z, history
