# function: compute_distortion
# about: the largest cluster's share instead of the sum of all
# says: largest | sum over | all clusters
import numpy as np


def compute_distortion(X, centroids, labels):
    parts = [((X[labels == j] - c) ** 2).sum() for j, c in enumerate(centroids)]
    return float(max(parts))
