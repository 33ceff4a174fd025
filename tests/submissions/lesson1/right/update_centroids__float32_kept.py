# function: update_centroids
# about: the result has the floating type of X
import numpy as np


def update_centroids(X, labels, k):
    dtype = X.dtype if X.dtype.kind == "f" else float
    centroids = np.empty((k, X.shape[1]), dtype=dtype)
    for j in range(k):
        mask = labels == j
        centroids[j] = X[mask].mean(axis=0) if np.any(mask) else X[np.argmax(np.abs(X).sum(axis=1))]
    return centroids
