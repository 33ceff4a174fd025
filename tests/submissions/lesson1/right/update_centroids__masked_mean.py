# function: update_centroids
# about: the mean of each mask, the first row for an empty cluster
import numpy as np


def update_centroids(X, labels, k):
    centroids = np.zeros((k, X.shape[1]))
    for j in range(k):
        members = X[labels == j]
        if len(members) > 0:
            centroids[j] = members.mean(axis=0)
        else:
            centroids[j] = X[0]
    return centroids
