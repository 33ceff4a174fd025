# function: kmeans
# about: calls itself for the next iteration with the centroids as the start
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    start = initialize_centroids(X, k, init, rng) if isinstance(init, str) else init
    labels = assign_clusters(X, start)
    centroids = update_centroids(X, labels, k)
    new_labels = assign_clusters(X, centroids)
    here = compute_distortion(X, centroids, new_labels)
    if max_iters == 1 or np.all(new_labels == labels):
        return centroids, new_labels, [here]
    centroids, labels, rest = kmeans(X, k, max_iters - 1, tol, centroids, None, verbose)
    return centroids, labels, [here] + rest
