# function: assign_clusters
# about: labels in eight bits: the 129th centroid becomes negative
# says: int8 | overflow | range
import numpy as np


def assign_clusters(X, centroids):
    d2 = ((X[:, None] - centroids) ** 2).sum(axis=2)
    return d2.argmin(axis=1).astype(np.int8)
