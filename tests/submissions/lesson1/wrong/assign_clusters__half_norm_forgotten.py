# function: assign_clusters
# about: leaves ‖c‖² out of the expanded quadratic
# says: norm | ‖ | square
import numpy as np


def assign_clusters(X, centroids):
    return (-2 * X @ centroids.T).argmin(axis=1)
