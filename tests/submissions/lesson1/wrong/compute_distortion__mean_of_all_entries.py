# function: compute_distortion
# about: divides by n · d (np.mean without an axis)
# says: mean | average | divid
import numpy as np


def compute_distortion(X, centroids, labels):
    return float(np.mean((X - centroids[np.asarray(labels, int)]) ** 2))
