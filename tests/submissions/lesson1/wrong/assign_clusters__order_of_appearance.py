# function: assign_clusters
# about: numbers the clusters in order of appearance
# says: order | index | label
import numpy as np


def assign_clusters(X, centroids):
    raw = ((X[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
    names = {}
    return np.array([names.setdefault(int(j), len(names)) for j in raw])
