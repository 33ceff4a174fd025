# function: assign_clusters
# about: labels as floats
# says: float | integer | dtype
import numpy as np


def assign_clusters(X, centroids):
    labels = np.zeros(len(X))
    for i in range(len(X)):
        labels[i] = np.argmin(((centroids - X[i]) ** 2).sum(axis=1))
    return labels
