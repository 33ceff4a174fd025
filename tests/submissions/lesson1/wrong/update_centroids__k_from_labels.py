# function: update_centroids
# about: takes k from labels.max() + 1
# says: labels.max | shape | (k, d)
import numpy as np


def update_centroids(X, labels, k):
    k = labels.max() + 1
    centroids = np.zeros((k, X.shape[1]))
    for j in range(k):
        rows = X[labels == j]
        centroids[j] = rows.mean(axis=0) if len(rows) else X[0]
    return centroids
