# function: compute_distortion
# about: expands the square about the origin: far from it every digit cancels
# says: cancel | precision | far
import numpy as np


def compute_distortion(X, centroids, labels):
    C = centroids[labels.astype(int)]
    value = (X**2).sum() - 2 * (X * C).sum() + (C**2).sum()
    return max(float(value), 0.0)
