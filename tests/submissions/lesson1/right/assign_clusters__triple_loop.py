# function: assign_clusters
# about: three plain loops with a running best and a strict comparison
import numpy as np


def assign_clusters(X, centroids):
    labels = []
    for x in X:
        best, best_j = float("inf"), 0
        for j, c in enumerate(centroids):
            d = 0.0
            for a, b in zip(x, c):
                d += float(a - b) ** 2
            if d < best:
                best, best_j = d, j
        labels.append(best_j)
    return np.array(labels)
