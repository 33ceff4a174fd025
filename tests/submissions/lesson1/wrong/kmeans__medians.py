# function: kmeans
# about: k-medians: the update takes medians
# says: median | mean | update
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = np.array(
            [np.median(X[z == j], axis=0) if (z == j).any() else X[0] for j in range(k)], dtype=float
        )
        z_new = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z_new))
        if (z_new == z).all():
            break
        z = z_new
    return C, z_new, history
