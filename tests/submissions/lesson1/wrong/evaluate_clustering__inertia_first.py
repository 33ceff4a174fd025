# function: evaluate_clustering
# about: returns inertia, silhouette, n_clusters
# says: order | first | swap
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    n_clusters = len(np.unique(labels))
    s = np.nan
    if 1 < n_clusters < len(X):
        s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    return compute_distortion(X, centroids, labels), s, n_clusters
