# function: kmeans
# about: an inner generator yields the states; the loop outside decides when to stop
import numpy as np


def my_lloyd_states(X, centroids, k):
    labels = assign_clusters(X, centroids)
    while True:
        centroids = update_centroids(X, labels, k)
        labels = assign_clusters(X, centroids)
        yield centroids, labels, compute_distortion(X, centroids, labels)


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    start = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init)
    history = []
    for centroids, labels, J in my_lloyd_states(X, start, k):
        history.append(J)
        if len(history) >= max_iters:
            break
        if len(history) >= 2 and np.isclose(history[-1], history[-2], rtol=tol, atol=0):
            break
    return centroids, labels, history
