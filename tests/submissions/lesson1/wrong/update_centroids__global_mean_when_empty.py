# function: update_centroids
# about: an empty cluster goes to the mean of all points, which is no row
# says: empty | row of x | global mean
import numpy as np


def update_centroids(X, labels, k):
    centroids = np.tile(X.mean(axis=0), (k, 1))
    for j in np.unique(labels):
        centroids[j] = X[labels == j].mean(axis=0)
    return centroids
