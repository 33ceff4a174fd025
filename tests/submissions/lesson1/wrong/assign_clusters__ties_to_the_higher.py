# function: assign_clusters
# about: <= in the running best: a tie goes to the higher index
# says: tie | lower index | equal
import numpy as np


def assign_clusters(X, centroids):
    labels = np.zeros(len(X), dtype=int)
    for i, x in enumerate(X):
        best = np.inf
        for j, c in enumerate(centroids):
            d = ((x - c) ** 2).sum()
            if d <= best:
                best, labels[i] = d, j
    return labels
