# function: compute_distortion
# about: returns a string with four decimals
# says: str | text | number
import numpy as np


def compute_distortion(X, centroids, labels):
    return f"{np.sum((X - centroids[labels.astype(int)]) ** 2):.4f}"
