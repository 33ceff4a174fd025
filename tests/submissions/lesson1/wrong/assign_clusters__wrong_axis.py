# function: assign_clusters
# about: argmin over the points: the nearest point of each centroid
# says: axis | shape | centroid
import numpy as np


def assign_clusters(X, centroids):
    d2 = ((X[:, None] - centroids) ** 2).sum(axis=2)
    return d2.argmin(axis=0)
