# function: compute_distortion
# about: adds up the distances, not their squares
# says: square | distance
import numpy as np


def compute_distortion(X, centroids, labels):
    return float(np.sum(np.linalg.norm(X - centroids[labels.astype(int)], axis=1)))
