# function: kmeans
# about: drops the centroids without points and goes on with fewer
# says: empty | shape | (k, d)
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = np.array([X[z == j].mean(axis=0) for j in np.unique(z)])
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, z, history
