# function: compute_distortion
# about: gives an array with a value a point: the last sum is missing
# says: array | shape | one number
import numpy as np


def compute_distortion(X, centroids, labels):
    return np.sum((X - centroids[labels.astype(int)]) ** 2, axis=1)
