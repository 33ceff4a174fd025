# function: assign_clusters
# about: one pass a centroid, labels replaced where strictly nearer, int32
import numpy as np


def assign_clusters(X, centroids):
    best = np.full(len(X), np.inf)
    labels = np.zeros(len(X), dtype=np.int32)
    for j, c in enumerate(centroids):
        d = np.square(X - c).sum(axis=1)
        nearer = d < best
        labels[nearer] = j
        best[nearer] = d[nearer]
    return labels
