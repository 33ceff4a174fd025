# function: assign_clusters
# about: one point at a time, NumPy over the centroids
import numpy as np


def assign_clusters(X, centroids):
    labels = np.zeros(len(X), dtype=int)
    for i in range(len(X)):
        labels[i] = np.argmin(np.sum((centroids - X[i]) ** 2, axis=1))
    return labels
