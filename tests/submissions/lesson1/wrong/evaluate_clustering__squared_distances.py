# function: evaluate_clustering
# about: silhouettes from squared distances
# says: square
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    n_clusters = len(np.unique(labels))
    s = np.nan
    if 1 < n_clusters < len(X):
        s = silhouette_score(cdist(X, X, "sqeuclidean"), labels, metric="precomputed")
    return s, compute_distortion(X, centroids, labels), n_clusters
