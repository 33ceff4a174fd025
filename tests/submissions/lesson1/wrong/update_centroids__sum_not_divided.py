# function: update_centroids
# about: the sums, never divided
# says: divid | sum | mean
import numpy as np


def update_centroids(X, labels, k):
    out = np.array([X[labels == j].sum(axis=0) for j in range(k)], dtype=float)
    for j in range(k):
        if not (labels == j).any():
            out[j] = X[0]
    return out
