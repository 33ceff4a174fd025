# function: assign_clusters
# about: a one-hot matrix instead of labels
# says: shape | one-hot | label
import numpy as np


def assign_clusters(X, centroids):
    d2 = ((X[:, None] - centroids) ** 2).sum(axis=2)
    return np.eye(len(centroids), dtype=int)[d2.argmin(axis=1)]
