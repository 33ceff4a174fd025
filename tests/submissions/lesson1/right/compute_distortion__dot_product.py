# function: compute_distortion
# about: flattens the differences and takes the dot product with themselves
import numpy as np


def compute_distortion(X, centroids, labels):
    r = np.ravel(X - centroids[np.array(labels, dtype=np.int64)])
    return r.dot(r).item()
