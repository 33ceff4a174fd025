# function: compute_distortion
# about: adds up cluster by cluster; boolean masks work with float labels as they are
import numpy as np


def compute_distortion(X, centroids, labels):
    J = 0
    for j in range(len(centroids)):
        members = X[labels == j]
        J += np.sum((members - centroids[j]) ** 2)
    return J
