# function: assign_clusters
# about: the running best starts at 1e6: points farther off keep label 0
# says: inf | start | far
import numpy as np


def assign_clusters(X, centroids):
    labels = []
    for x in X:
        best, best_j = 1e6, 0
        for j, c in enumerate(centroids):
            d = float(((x - c) ** 2).sum())
            if d < best:
                best, best_j = d, j
        labels.append(best_j)
    return np.array(labels)
