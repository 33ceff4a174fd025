# function: kmeans
# about: takes the distortion after the assignment and before the update
# says: before | after the update | last entry
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    history = []
    for _ in range(max_iters):
        labels = assign_clusters(X, C)
        history.append(compute_distortion(X, C, labels))
        C = update_centroids(X, labels, k)
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, assign_clusters(X, C), history
