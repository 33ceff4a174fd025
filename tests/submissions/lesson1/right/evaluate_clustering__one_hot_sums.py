# function: evaluate_clustering
# about: sums of distances to every cluster by one matrix product
import numpy as np
from scipy.spatial.distance import cdist


def evaluate_clustering(X, labels, centroids):
    used, z, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    n, m = len(X), len(used)
    inertia = float(((X - centroids[labels]) ** 2).sum())
    if m == 1 or m == n:
        return np.nan, inertia, m
    sums = cdist(X, X) @ np.eye(m)[z]
    rows = np.arange(n)
    a = sums[rows, z] / np.maximum(sizes[z] - 1, 1)
    means = sums / sizes
    means[rows, z] = np.inf
    b = means.min(axis=1)
    bigger = np.maximum(a, b)
    s = np.where(bigger > 0, (b - a) / np.where(bigger > 0, bigger, 1), 0)
    s[sizes[z] == 1] = 0
    return float(s.mean()), inertia, m
