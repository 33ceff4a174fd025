# function: assign_clusters
# about: the expanded quadratic about the first point, clipped; near-ties decided again by differences
import numpy as np


def assign_clusters(X, centroids):
    A = np.asarray(X - X[0], dtype=float)
    B = np.asarray(centroids - X[0], dtype=float)
    aa, bb = (A**2).sum(axis=1)[:, None], (B**2).sum(axis=1)
    d2 = np.maximum(aa - 2 * A @ B.T + bb, 0)
    labels = d2.argmin(axis=1)
    slack = 1e-5 * (aa + bb.max())
    close = d2 <= d2.min(axis=1, keepdims=True) + slack
    for i in np.flatnonzero(close.sum(axis=1) > 1):
        candidates = np.flatnonzero(close[i])
        exact = ((X[i] - centroids[candidates]) ** 2).sum(axis=1)
        labels[i] = candidates[exact.argmin()]
    return labels
