# function: kmeans
# about: as the textbook's scikit-like loop: stops after the assignment, so an iteration has no update when max_iters is 1
# says: before | after the update | no update
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    history = []
    for i in range(max_iters):
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if i == max_iters - 1 or i > 0 and history[-2] - history[-1] <= tol * history[-2]:
            break
        C = update_centroids(X, z, k)
    return C, z, history
