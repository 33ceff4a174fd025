# function: assign_clusters
# about: np.apply_along_axis over the rows
import numpy as np


def assign_clusters(X, centroids):
    def nearest(x):
        return int(np.argmin(((x - centroids) ** 2).sum(axis=1)))

    return np.apply_along_axis(nearest, 1, X)
