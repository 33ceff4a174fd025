# function: update_centroids
# about: floor division of the sums
# says: // | floor | integer
import numpy as np


def update_centroids(X, labels, k):
    out = np.zeros((k, X.shape[1]))
    for j in range(k):
        count = int(np.sum(labels == j))
        out[j] = X[labels == j].sum(axis=0) // count if count else X[0]
    return out
