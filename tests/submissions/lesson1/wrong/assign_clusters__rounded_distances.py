# function: assign_clusters
# about: rounds the distances, so that near ones become ties
# says: round | precision | scale
import numpy as np


def assign_clusters(X, centroids):
    d = np.round(np.linalg.norm(X[:, None] - centroids, axis=2), 6)
    return d.argmin(axis=1)
