# function: kmeans
# about: gives up only after three iterations in a row that gain no more than tol, relatively
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    centroids = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init)
    labels = assign_clusters(X, centroids)
    history, still = [], 0
    for _ in range(max_iters):
        centroids = update_centroids(X, labels, k)
        labels = assign_clusters(X, centroids)
        history.append(compute_distortion(X, centroids, labels))
        gain = history[-2] - history[-1] if len(history) > 1 else float("inf")
        still = still + 1 if gain <= tol * history[-1] else 0
        if still == 3:
            break
    return centroids, labels, history
