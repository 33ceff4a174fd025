# function: assign_clusters
# about: the greatest scalar product as the nearest centroid
# says: dot product | scalar product | distance
import numpy as np


def assign_clusters(X, centroids):
    return np.argmax(X @ centroids.T, axis=1)
