# function: update_centroids
# about: np.bincount with weights, one call a feature
import numpy as np


def update_centroids(X, labels, k):
    counts = np.bincount(labels, minlength=k)
    sums = np.column_stack(
        [np.bincount(labels, weights=X[:, f], minlength=k) for f in range(X.shape[1])]
    )
    centroids = sums / np.maximum(counts, 1)[:, None]
    for j in np.flatnonzero(counts == 0):
        centroids[j] = X[j % len(X)]
    return centroids
