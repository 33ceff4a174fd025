# function: compute_distortion, update_centroids
# about: takes labels for one-based in both functions
# says: from one | from 1 | label
import numpy as np


def compute_distortion(X, centroids, labels):
    return float(np.sum((X - centroids[labels.astype(int) - 1]) ** 2))


def update_centroids(X, labels, k):
    out = np.tile(X[0].astype(float), (k, 1))
    for j in range(1, k + 1):
        if (labels == j).any():
            out[j - 1] = X[labels == j].mean(axis=0)
    return out
