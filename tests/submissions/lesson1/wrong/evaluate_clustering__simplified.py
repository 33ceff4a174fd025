# function: evaluate_clustering
# about: the simplified silhouette: distances to the centroids
# says: simplified | to the centroid | pairwise
import numpy as np
from scipy.spatial.distance import cdist


def evaluate_clustering(X, labels, centroids):
    u = np.unique(labels)
    inertia = compute_distortion(X, centroids, labels)
    if not 1 < len(u) < len(X):
        return np.nan, inertia, len(u)
    D = cdist(X, centroids)[:, u]
    mine = u == labels[:, None]
    a, b = D[mine], np.where(mine, np.inf, D).min(axis=1)
    top = np.maximum(a, b)
    return np.mean(np.where(top > 0, (b - a) / np.where(top > 0, top, 1), 0)), inertia, len(u)
