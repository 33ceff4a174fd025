# function: update_centroids
# about: np.empty and no value for an empty cluster: whatever was in memory
# says: empty | uninitial | row of x
import numpy as np


def update_centroids(X, labels, k):
    np.full((k, X.shape[1]), 7.25e5)
    centroids = np.empty((k, X.shape[1]))
    for j in range(k):
        if np.any(labels == j):
            centroids[j] = X[labels == j].mean(axis=0)
    return centroids
