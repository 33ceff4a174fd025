# function: compute_distortion
# about: the mean over the points where the sum is asked for
# says: mean | average | divid
import numpy as np


def compute_distortion(X, centroids, labels):
    return np.mean(np.sum((X - centroids[labels.astype(int)]) ** 2, axis=1))
