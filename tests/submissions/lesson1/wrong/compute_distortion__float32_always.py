# function: compute_distortion
# about: casts to float32: seven digits, which is nothing at an offset of 1e8
# says: float32 | precision | digit
import numpy as np


def compute_distortion(X, centroids, labels):
    A, C = X.astype(np.float32), centroids.astype(np.float32)
    return float(np.sum((A - C[labels.astype(int)]) ** 2))
