# function: evaluate_clustering
# about: b − a over b instead of over the larger of the two
# says: max | larger | divid
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
            s[i] = (b - a) / b if b > 0 else 0
    return s.mean(), inertia, len(u)
