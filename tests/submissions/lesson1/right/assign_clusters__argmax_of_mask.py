# function: assign_clusters
# about: marks the entries equal to the row's least and takes the first mark
import numpy as np


def assign_clusters(X, centroids):
    d2 = np.stack([((X - c) ** 2).sum(axis=1) for c in centroids], axis=1)
    return (d2 == d2.min(axis=1, keepdims=True)).argmax(axis=1)
