# function: update_centroids
# about: divides the sum of a cluster by n
# says: n_k | divid | cluster's own
import numpy as np


def update_centroids(X, labels, k):
    onehot = np.eye(k)[labels]
    out = onehot.T @ X / len(X)
    out[onehot.sum(0) == 0] = X[0]
    return out
