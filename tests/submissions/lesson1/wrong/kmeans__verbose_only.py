# function: kmeans
# about: appends to the history only when verbose is set
# says: verbose | history | empty
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for i in range(max_iters):
        C = update_centroids(X, z, k)
        z_new = assign_clusters(X, C)
        if verbose:
            history.append(compute_distortion(X, C, z_new))
            print(i, history[-1])
        if np.array_equal(z, z_new):
            break
        z = z_new
    return C, z_new, history
