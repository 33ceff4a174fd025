# function: kmeans
# about: np.allclose of the centroids: its own rtol and atol stop too early far away and at tiny scales
# says: tol | allclose | fixed point
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        new = update_centroids(X, z, k)
        z = assign_clusters(X, new)
        history.append(compute_distortion(X, new, z))
        done = np.allclose(new, C)
        C = new
        if done:
            break
    return C, z, history
