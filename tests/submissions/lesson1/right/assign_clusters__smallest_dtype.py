# function: assign_clusters
# about: labels in the smallest unsigned type that holds k − 1
import numpy as np


def assign_clusters(X, centroids):
    d2 = ((X[:, None] - centroids) ** 2).sum(-1)
    return d2.argmin(-1).astype(np.min_scalar_type(len(centroids) - 1))
