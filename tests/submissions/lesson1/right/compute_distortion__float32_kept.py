# function: compute_distortion
# about: works in the precision of X and gives back a NumPy scalar of it
import numpy as np


def compute_distortion(X, centroids, labels):
    dtype = X.dtype if np.issubdtype(X.dtype, np.floating) else np.float64
    diff = X.astype(dtype) - centroids.astype(dtype)[labels.astype(np.intp)]
    return np.square(diff).sum(dtype=dtype)
