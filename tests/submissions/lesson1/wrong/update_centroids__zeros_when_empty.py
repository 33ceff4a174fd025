# function: update_centroids
# about: an empty cluster stays at the origin
# says: empty | origin | zero
import numpy as np


def update_centroids(X, labels, k):
    centroids = np.zeros((k, X.shape[1]))
    for j in range(k):
        if np.any(labels == j):
            centroids[j] = X[labels == j].mean(axis=0)
    return centroids
