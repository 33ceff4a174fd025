# function: evaluate_clustering
# about: silhouette 0 for one cluster, and for n of them
# says: nan | undefined | one cluster
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    n_clusters = len(np.unique(labels))
    s = 0.0
    if 1 < n_clusters < len(X):
        s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    return s, compute_distortion(X, centroids, labels), n_clusters
