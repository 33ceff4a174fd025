# function: update_centroids
# about: leaves the row of an empty cluster out
# says: shape | empty | (k, d)
import numpy as np


def update_centroids(X, labels, k):
    return np.array([X[labels == j].mean(axis=0) for j in range(k) if (labels == j).any()])
