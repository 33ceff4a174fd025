# function: compute_distortion
# about: measures from the means of the labels, not from the centroids given
# says: centroid | given | mean
import numpy as np


def compute_distortion(X, centroids, labels):
    total = 0.0
    for j in np.unique(labels):
        members = X[labels == j]
        total += ((members - members.mean(axis=0)) ** 2).sum()
    return float(total)
