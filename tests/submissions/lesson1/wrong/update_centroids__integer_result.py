# function: update_centroids
# about: zeros_like of the data: with whole-number data the means are truncated
# says: truncat | integer | dtype
import numpy as np


def update_centroids(X, labels, k):
    centroids = np.zeros((k, X.shape[1]), dtype=X.dtype)
    for j in range(k):
        rows = X[labels == j]
        centroids[j] = rows.mean(axis=0) if len(rows) else X[0]
    return centroids
