# function: compute_distortion
# about: half the sum, as in least squares
# says: half | factor | twice
import numpy as np


def compute_distortion(X, centroids, labels):
    return 0.5 * float(np.sum((X - centroids[labels.astype(int)]) ** 2))
