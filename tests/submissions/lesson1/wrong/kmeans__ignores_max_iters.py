# function: kmeans
# about: a while True loop that stops only on convergence
# says: max_iters
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    while True:
        C = update_centroids(X, z, k)
        z_new = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z_new))
        if np.array_equal(z, z_new) or len(history) > 500:
            return C, z_new, history
        z = z_new
