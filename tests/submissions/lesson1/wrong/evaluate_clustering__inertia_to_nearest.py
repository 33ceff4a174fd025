# function: evaluate_clustering
# about: inertia to the nearest centroid; the labels given are ignored
# says: label | nearest | inertia
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    u = np.unique(labels)
    inertia = cdist(X, centroids, "sqeuclidean").min(axis=1).sum()
    s = np.nan
    if 1 < len(u) < len(X):
        s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    return s, float(inertia), len(u)
