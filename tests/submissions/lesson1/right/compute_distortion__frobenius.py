# function: compute_distortion
# about: one Frobenius norm of the whole matrix of differences, squared
import numpy as np


def compute_distortion(X, centroids, labels):
    assigned = np.take(centroids, np.rint(labels).astype(np.intp), axis=0)
    return float(np.linalg.norm(X - assigned) ** 2)
