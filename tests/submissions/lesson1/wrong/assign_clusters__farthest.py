# function: assign_clusters
# about: argmax: every point goes to the farthest centroid
# says: farthest | argmax | largest
import numpy as np


def assign_clusters(X, centroids):
    d = np.linalg.norm(X[:, None] - centroids, axis=2)
    return np.argmax(d, axis=1)
