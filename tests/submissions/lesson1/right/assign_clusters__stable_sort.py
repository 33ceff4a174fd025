# function: assign_clusters
# about: sorts each row of distances stably and keeps the first
import numpy as np


def assign_clusters(X, centroids):
    d = np.sqrt(((X[:, None] - centroids) ** 2).sum(axis=2))
    return np.argsort(d, axis=1, kind="stable")[:, 0]
