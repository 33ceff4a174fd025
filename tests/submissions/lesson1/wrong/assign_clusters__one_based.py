# function: assign_clusters
# about: labels counted from one
# says: from one | from 1 | shift
import numpy as np


def assign_clusters(X, centroids):
    return ((X[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1) + 1
