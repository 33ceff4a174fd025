# function: update_centroids
# about: an empty cluster goes to the row farthest from its own mean
import numpy as np


def update_centroids(X, labels, k):
    centroids = np.full((k, X.shape[1]), np.nan)
    for j in np.unique(labels):
        centroids[j] = X[labels == j].mean(axis=0)
    gap = np.linalg.norm(X - centroids[labels], axis=1)
    for j in range(k):
        if np.isnan(centroids[j]).any():
            i = gap.argmax()
            centroids[j] = X[i]
            gap[i] = -1
    return centroids
