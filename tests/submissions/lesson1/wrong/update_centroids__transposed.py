# function: update_centroids
# about: shape (d, k): features by clusters
# says: shape | transpos | (k, d)
import numpy as np


def update_centroids(X, labels, k):
    onehot = np.eye(k)[labels]
    counts = np.maximum(onehot.sum(0), 1)
    return X.T @ onehot / counts
