# function: evaluate_clustering
# about: inertia divided by n
# says: mean | divid | inertia
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    u = np.unique(labels)
    inertia = compute_distortion(X, centroids, labels) / len(X)
    s = np.nan
    if 1 < len(u) < len(X):
        s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    return s, inertia, len(u)
