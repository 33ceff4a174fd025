# function: compute_distortion
# about: absolute differences instead of squares
# says: absolute | manhattan | square
import numpy as np


def compute_distortion(X, centroids, labels):
    return float(np.abs(X - centroids[labels.astype(int)]).sum())
