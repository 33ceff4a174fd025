# function: compute_distortion
# about: the one-liner without float(): whole-number input gives a NumPy integer
import numpy as np


def compute_distortion(X, centroids, labels):
    return ((X - centroids[labels.astype(int)]) ** 2).sum()
