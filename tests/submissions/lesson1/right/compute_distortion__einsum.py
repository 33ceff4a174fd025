# function: compute_distortion
# about: einsum of the differences with themselves
import numpy as np


def compute_distortion(X, centroids, labels):
    diff = X - centroids[labels.astype(int)]
    return float(np.einsum("ij,ij->", diff, diff))
