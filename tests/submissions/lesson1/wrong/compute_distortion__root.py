# function: compute_distortion
# about: the square root of the sum (a Frobenius norm not squared)
# says: root | sqrt | square
import numpy as np


def compute_distortion(X, centroids, labels):
    return float(np.linalg.norm(X - centroids[labels.astype(int)]))
