# function: evaluate_clustering
# about: averages within each cluster first, then over the clusters
# says: over the points | average | size
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_samples


def evaluate_clustering(X, labels, centroids):
    u = np.unique(labels)
    inertia = compute_distortion(X, centroids, labels)
    if not 1 < len(u) < len(X):
        return np.nan, inertia, len(u)
    s = silhouette_samples(cdist(X, X), labels, metric="precomputed")
    return np.mean([s[labels == c].mean() for c in u]), inertia, len(u)
