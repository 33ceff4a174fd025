# function: assign_clusters
# about: broadcasting and Euclidean norms
import numpy as np


def assign_clusters(X, centroids):
    distances = np.linalg.norm(X[:, np.newaxis] - centroids, axis=2)
    return np.argmin(distances, axis=1)
