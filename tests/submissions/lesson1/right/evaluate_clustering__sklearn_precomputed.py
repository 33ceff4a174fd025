# function: evaluate_clustering
# about: scikit-learn's silhouette on SciPy's distances (sklearn.metrics is allowed here)
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    n_clusters = len(np.unique(labels))
    inertia = np.sum((X - centroids[labels]) ** 2)
    if 2 <= n_clusters < len(X):
        silhouette = silhouette_score(cdist(X, X), labels, metric="precomputed")
    else:
        silhouette = np.nan
    return silhouette, inertia, n_clusters
