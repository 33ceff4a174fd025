# function: compute_distortion
# about: subtracts in place, so the caller's data is changed
# says: in place | in-place | chang
import numpy as np


def compute_distortion(X, centroids, labels):
    for j in range(len(centroids)):
        inside = labels == j
        if inside.any():
            X[inside] = X[inside] - centroids[j]
    return float((X**2).sum())
