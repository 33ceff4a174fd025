# function: compute_distortion
# about: Euclidean norms of the rows, squared again, summed
import numpy as np


def compute_distortion(X, centroids, labels):
    labels = np.asarray(labels, dtype=int)
    return np.sum(np.linalg.norm(X - centroids[labels], axis=1) ** 2)
