# function: update_centroids
# about: a dictionary from label to mean
# says: dict | array | shape
import numpy as np


def update_centroids(X, labels, k):
    return {j: X[labels == j].mean(axis=0) if (labels == j).any() else X[0] for j in range(k)}
