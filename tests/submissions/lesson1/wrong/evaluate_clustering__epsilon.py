# function: evaluate_clustering
# about: adds 1e-8 to the denominator: silhouettes of tiny data shrink
# says: epsilon | denominator | scale
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
            b = min(D[i, labels == c].mean() for c in u if c != labels[i])
            s[i] = (b - a) / (max(a, b) + 1e-8)
    return s.mean(), inertia, len(u)
