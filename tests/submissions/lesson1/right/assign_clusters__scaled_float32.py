# function: assign_clusters
# about: float32 stays float32; other input is worked on as float64
import numpy as np


def assign_clusters(X, centroids):
    dtype = np.float32 if X.dtype == np.float32 else np.float64
    A, B = X.astype(dtype), centroids.astype(dtype)
    d2 = np.zeros((len(A), len(B)), dtype=dtype)
    for f in range(A.shape[1]):
        d2 += np.subtract.outer(A[:, f], B[:, f]) ** 2
    return d2.argmin(axis=1).astype(np.uint16)
