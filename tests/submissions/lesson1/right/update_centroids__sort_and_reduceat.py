# function: update_centroids
# about: sorts the rows by label, then sums the runs with reduceat
import numpy as np


def update_centroids(X, labels, k):
    order = np.argsort(labels, kind="stable")
    used, starts, counts = np.unique(labels[order], return_index=True, return_counts=True)
    sums = np.add.reduceat(X[order].astype(float), starts, axis=0)
    centroids = np.repeat(X[:1].astype(float), k, axis=0)
    centroids[used] = sums / counts[:, None]
    return centroids
