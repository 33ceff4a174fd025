# function: assign_clusters
# about: range(k − 1): the last centroid never gets a point
# says: last | range | centroid
import numpy as np


def assign_clusters(X, centroids):
    best = ((X - centroids[0]) ** 2).sum(axis=1)
    labels = np.zeros(len(X), dtype=int)
    for j in range(1, len(centroids) - 1):
        d = ((X - centroids[j]) ** 2).sum(axis=1)
        labels[d < best] = j
        best = np.minimum(best, d)
    return labels
