# function: compute_distortion
# about: gives an array with a value a cluster
# says: array | shape | one number
import numpy as np


def compute_distortion(X, centroids, labels):
    return np.array(
        [np.sum((X[labels == j] - centroids[j]) ** 2) for j in range(len(centroids))]
    )
