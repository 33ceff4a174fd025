# function: compute_distortion
# about: loops to labels.max(), so the last cluster is left out
# says: last | cluster | range
import numpy as np


def compute_distortion(X, centroids, labels):
    total = 0.0
    for j in range(int(np.max(labels))):
        total += np.sum((X[labels == j] - centroids[j]) ** 2)
    return total
