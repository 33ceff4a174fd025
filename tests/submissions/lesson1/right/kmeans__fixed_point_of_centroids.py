# function: kmeans
# about: runs until the centroids are exactly the same as before, then returns the pair it had
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    if isinstance(init, str):
        centroids = initialize_centroids(X, k, method=init, rng=rng)
    else:
        centroids = np.array(init, copy=True)
    distortion_history = []
    for iteration in range(1, max_iters + 1):
        labels = assign_clusters(X, centroids)
        new_centroids = update_centroids(X, labels, k)
        distortion_history.append(
            compute_distortion(X, new_centroids, assign_clusters(X, new_centroids))
        )
        unchanged = (new_centroids == centroids).all()
        centroids = new_centroids
        if verbose:
            print(f"Iteration {iteration}/{max_iters}: {distortion_history[-1]}")
        if unchanged:
            break
    return centroids, assign_clusters(X, centroids), distortion_history
