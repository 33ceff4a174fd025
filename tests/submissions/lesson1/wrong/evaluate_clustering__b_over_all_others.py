# function: evaluate_clustering
# about: b is the mean over all the points of other clusters
# says: nearest cluster | nearest other | all other
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
            b = D[i, ~own].mean()
            s[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0
    return s.mean(), inertia, len(u)
