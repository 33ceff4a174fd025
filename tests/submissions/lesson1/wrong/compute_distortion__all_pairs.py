# function: compute_distortion
# about: sums over all pairs of points and centroids
# says: all pairs | every centroid | own centroid
import numpy as np


def compute_distortion(X, centroids, labels):
    return float(((X[:, None, :] - centroids[None, :, :]) ** 2).sum())
