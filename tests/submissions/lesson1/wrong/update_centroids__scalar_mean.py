# function: update_centroids
# about: mean without axis: one number for all the features
# says: axis | feature
import numpy as np


def update_centroids(X, labels, k):
    centroids = np.zeros((k, X.shape[1]))
    for j in range(k):
        rows = X[labels == j]
        centroids[j] = rows.mean() if len(rows) else X[0]
    return centroids
