# function: update_centroids
# about: np.average with zero-one weights; the error for weights of zero is caught
import numpy as np


def update_centroids(X, labels, k):
    centroids = []
    for j in range(k):
        try:
            centroids.append(np.average(X, axis=0, weights=(labels == j)))
        except ZeroDivisionError:
            centroids.append(X[0].astype(float))
    return np.vstack(centroids)
