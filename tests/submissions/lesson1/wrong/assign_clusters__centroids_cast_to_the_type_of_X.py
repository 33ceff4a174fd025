# function: assign_clusters
# about: casts the centroids to the type of X: whole-number data truncates them
# says: truncat | integer | dtype
import numpy as np


def assign_clusters(X, centroids):
    C = centroids.astype(X.dtype)
    return ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
