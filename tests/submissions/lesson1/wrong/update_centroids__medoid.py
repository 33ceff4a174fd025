# function: update_centroids
# about: the member nearest to the mean, a row of X, instead of the mean
# says: medoid | mean | member
import numpy as np


def update_centroids(X, labels, k):
    out = np.empty((k, X.shape[1]))
    for j in range(k):
        rows = X[labels == j]
        if len(rows) == 0:
            out[j] = X[0]
            continue
        gap = ((rows - rows.mean(axis=0)) ** 2).sum(axis=1)
        out[j] = rows[gap.argmin()]
    return out
