# function: assign_clusters
# about: no return statement
# says: none | return
import numpy as np


def assign_clusters(X, centroids):
    distances = np.linalg.norm(X[:, None] - centroids, axis=2)
    labels = np.argmin(distances, axis=1)
