# function: assign_clusters
# about: the expanded quadratic about the origin: wrong for data far away
# says: cancel | precision | far
import numpy as np


def assign_clusters(X, centroids):
    d2 = (X**2).sum(1)[:, None] - 2 * X @ centroids.T + (centroids**2).sum(1)
    return np.maximum(d2, 0).argmin(axis=1)
