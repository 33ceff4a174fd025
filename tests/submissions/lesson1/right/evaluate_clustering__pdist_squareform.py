# function: evaluate_clustering
# about: condensed distances, then the means cluster by cluster
import numpy as np
from scipy.spatial.distance import pdist, squareform


def evaluate_clustering(X, labels, centroids):
    D = squareform(pdist(X))
    inertia = compute_distortion(X, centroids, labels)
    present = [c for c in range(len(centroids)) if np.any(labels == c)]
    if not 1 < len(present) < len(X):
        return np.nan, inertia, len(present)
    s = np.zeros(len(X))
    for c in present:
        inside = np.flatnonzero(labels == c)
        if len(inside) == 1:
            continue
        a = D[np.ix_(inside, inside)].sum(axis=1) / (len(inside) - 1)
        others = [D[np.ix_(inside, labels == o)].mean(axis=1) for o in present if o != c]
        b = np.min(others, axis=0)
        with np.errstate(invalid="ignore"):
            s[inside] = np.nan_to_num((b - a) / np.maximum(a, b))
    return s.mean(), inertia, len(present)
