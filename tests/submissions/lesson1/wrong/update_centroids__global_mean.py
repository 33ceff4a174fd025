# function: update_centroids
# about: the mean of all points for every cluster: the mask is missing
# says: mask | all points | own points
import numpy as np


def update_centroids(X, labels, k):
    centroids = np.zeros((k, X.shape[1]))
    for j in range(k):
        centroids[j] = X.mean(axis=0)
    return centroids
