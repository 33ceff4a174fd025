# function: update_centroids
# about: flat bincount with label · d in the labels' own type: uint8 labels wrap round at 256
# says: uint8 | overflow | dtype
import numpy as np


def update_centroids(X, labels, k):
    n, d = X.shape
    cells = (labels[:, None] * d + np.arange(d)).ravel()
    sums = np.bincount(cells, weights=X.ravel(), minlength=k * d)[: k * d].reshape(k, d)
    counts = np.bincount(labels, minlength=k)
    out = np.tile(X[0].astype(float), (k, 1))
    full = counts > 0
    out[full] = sums[full] / counts[full, None]
    return out
