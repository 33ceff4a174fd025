# function: compute_distortion
# about: squares the sum of the differences over the features
# says: square | each feature | before
import numpy as np


def compute_distortion(X, centroids, labels):
    diff = X - centroids[labels.astype(int)]
    return float(np.sum(diff.sum(axis=1) ** 2))
