# function: compute_distortion
# about: rounds the result to two decimals
# says: round | decimal | precision
import numpy as np


def compute_distortion(X, centroids, labels):
    return round(float(np.sum((X - centroids[labels.astype(int)]) ** 2)), 2)
