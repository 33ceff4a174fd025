# function: assign_clusters
# about: the largest of the negated distances, which is the smallest distance
import numpy as np


def assign_clusters(X, centroids):
    similarity = -np.sum((X[:, None, :] - centroids[None, :, :]) ** 2, axis=2)
    return np.argmax(similarity, axis=1)
