# function: evaluate_clustering
# about: loops over all centroids: the mean over an empty cluster makes b NaN
# says: nan | empty | unused
import numpy as np
from scipy.spatial.distance import cdist


def evaluate_clustering(X, labels, centroids):
    D, u = cdist(X, X), np.unique(labels)
    inertia = compute_distortion(X, centroids, labels)
    if not 1 < len(u) < len(X):
        return np.nan, inertia, len(u)
    s = np.zeros(len(X))
    for i in range(len(X)):
        own = labels == labels[i]
        if own.sum() > 1:
            a = D[i, own].sum() / (own.sum() - 1)
            others = [D[i, labels == c].mean() for c in range(len(centroids)) if c != labels[i]]
            b = np.min(others)
            s[i] = (b - a) / max(a, b) if max(a, b) != 0 else 0
    return s.mean(), inertia, len(u)
