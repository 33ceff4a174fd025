# function: update_centroids
# about: midrange of the members (min + max) / 2
# says: mean | midrange | middle
import numpy as np


def update_centroids(X, labels, k):
    out = np.tile(X[0].astype(float), (k, 1))
    for j in np.unique(labels):
        rows = X[labels == j]
        out[j] = (rows.min(axis=0) + rows.max(axis=0)) / 2
    return out
