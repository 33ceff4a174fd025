# function: update_centroids
# about: clusters of fewer than two points are taken for empty
# says: single | one point | lone
import numpy as np


def update_centroids(X, labels, k):
    out = np.empty((k, X.shape[1]))
    for j in range(k):
        rows = X[labels == j]
        out[j] = rows.mean(axis=0) if len(rows) > 1 else X[-1]
    return out
