# function: update_centroids
# about: the row given to an empty cluster is taken out of its own cluster's mean
# says: empty | other centroids | mean
import numpy as np


def update_centroids(X, labels, k):
    labels = labels.astype(int).copy()
    for j in range(k):
        if not (labels == j).any():
            sizes = np.bincount(labels, minlength=k)
            donor = np.flatnonzero(labels == sizes.argmax())[-1]
            labels[donor] = j
    out = np.tile(X[0].astype(float), (k, 1))
    for j in np.unique(labels):
        out[j] = X[labels == j].mean(axis=0)
    return out
