# function: assign_clusters
# about: a list with the point numbers of each cluster
# says: list | shape | label
import numpy as np


def assign_clusters(X, centroids):
    clusters = [[] for _ in centroids]
    for i, x in enumerate(X):
        clusters[int(np.argmin(((centroids - x) ** 2).sum(axis=1)))].append(i)
    return clusters
