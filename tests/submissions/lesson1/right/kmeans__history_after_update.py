# function: kmeans
# about: history taken between update and re-assignment; its last entry is brought up to date at the end
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, dtype=float)
    history = []
    previous = np.inf
    for _ in range(max_iters):
        labels = assign_clusters(X, C)
        C = update_centroids(X, labels, k)
        J = compute_distortion(X, C, labels)
        history.append(J)
        if previous - J <= tol * J:
            break
        previous = J
    labels = assign_clusters(X, C)
    history[-1] = compute_distortion(X, C, labels)
    return C, labels, history
