# function: assign_clusters
# about: sums signed differences: no absolute value and no square
# says: square | sign | absolute
import numpy as np


def assign_clusters(X, centroids):
    return (X[:, None] - centroids).sum(axis=2).argmin(axis=1)
