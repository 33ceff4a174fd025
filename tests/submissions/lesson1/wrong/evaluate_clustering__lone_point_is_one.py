# function: evaluate_clustering
# about: a lone point has a = 0 and so counts 1
# says: lone | single | alone
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
        a = D[i, own].sum() / max(own.sum() - 1, 1)
        b = min(D[i, labels == c].mean() for c in u if c != labels[i])
        s[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0
    return s.mean(), inertia, len(u)
