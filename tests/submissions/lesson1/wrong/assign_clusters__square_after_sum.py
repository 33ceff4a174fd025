# function: assign_clusters
# about: squares the summed differences
# says: square | each feature | before
import numpy as np


def assign_clusters(X, centroids):
    return ((X[:, None] - centroids).sum(axis=2) ** 2).argmin(axis=1)
