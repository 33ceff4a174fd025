# function: evaluate_clustering
# about: n_clusters is labels.max() + 1
# says: n_clusters | distinct | in use
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    s = np.nan
    if 1 < len(np.unique(labels)) < len(X):
        s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    return s, compute_distortion(X, centroids, labels), int(labels.max()) + 1
