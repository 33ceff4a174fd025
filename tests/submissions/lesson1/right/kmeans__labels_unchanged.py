# function: kmeans
# about: stops when no label changes, the usual test that needs no tol
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    centroids = np.asarray(init, dtype=float) if not isinstance(init, str) else (
        initialize_centroids(X, k, method=init, rng=rng)
    )
    labels = assign_clusters(X, centroids)
    history = []
    while len(history) < max_iters:
        centroids = update_centroids(X, labels, k)
        new_labels = assign_clusters(X, centroids)
        history.append(compute_distortion(X, centroids, new_labels))
        same = np.array_equal(new_labels, labels)
        labels = new_labels
        if same:
            break
    return centroids, labels, history
