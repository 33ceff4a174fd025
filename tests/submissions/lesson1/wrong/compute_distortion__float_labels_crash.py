# function: compute_distortion
# about: indexes with the labels as they come: floats raise IndexError
# says: float | integer | index
import numpy as np


def compute_distortion(X, centroids, labels):
    return float(np.sum((X - centroids[labels]) ** 2))
