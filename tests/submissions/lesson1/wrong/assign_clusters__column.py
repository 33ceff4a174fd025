# function: assign_clusters
# about: a column of shape (n, 1)
# says: shape | (n, 1) | column
import numpy as np


def assign_clusters(X, centroids):
    d2 = ((X[:, None] - centroids) ** 2).sum(axis=2)
    return d2.argmin(axis=1).reshape(-1, 1)
