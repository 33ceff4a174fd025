# function: assign_clusters
# about: blocks of 1,000 rows so that memory stays small
import numpy as np


def assign_clusters(X, centroids):
    parts = []
    for start in range(0, len(X), 1000):
        block = X[start : start + 1000]
        d2 = ((block[:, None, :] - centroids[None, :, :]) ** 2).sum(axis=2)
        parts.append(d2.argmin(axis=1))
    return np.concatenate(parts)
