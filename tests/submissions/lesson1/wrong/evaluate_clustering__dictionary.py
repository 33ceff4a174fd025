# function: evaluate_clustering
# about: returns a dictionary of the three
# says: dict | tuple | three
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    n_clusters = len(np.unique(labels))
    s = np.nan
    if 1 < n_clusters < len(X):
        s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    inertia = compute_distortion(X, centroids, labels)
    return {"silhouette": s, "inertia": inertia, "n_clusters": n_clusters}
