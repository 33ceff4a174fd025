# function: update_centroids
# about: a small constant in the denominator: only an exact comparison or tiny clusters show it
# says: divid | epsilon | denominator
import numpy as np


def update_centroids(X, labels, k):
    R = (labels[:, None] == np.arange(k)).astype(float)
    out = (R.T @ X) / (R.sum(axis=0)[:, None] + 1e-3)
    out[R.sum(axis=0) == 0] = X[0]
    return out
