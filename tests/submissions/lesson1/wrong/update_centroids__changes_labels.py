# function: update_centroids
# about: moves a point to an empty cluster in the caller's labels
# says: in place | in-place | chang
import numpy as np


def update_centroids(X, labels, k):
    for j in range(k):
        if not (labels == j).any():
            labels[j % len(labels)] = j
    return np.array([X[labels == j].mean(axis=0) if (labels == j).any() else X[0] for j in range(k)])
