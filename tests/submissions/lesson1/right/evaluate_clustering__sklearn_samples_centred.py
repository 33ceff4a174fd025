# function: evaluate_clustering
# about: scikit-learn's values by point, the origin moved to the first point, averaged by hand
import numpy as np
from sklearn import metrics


def evaluate_clustering(X, labels, centroids):
    inertia = compute_distortion(X, centroids, labels)
    n_clusters = np.unique(labels).size
    try:
        values = metrics.silhouette_samples((X - X[0]).astype(float), labels)
    except ValueError:
        return np.nan, inertia, n_clusters
    return values.mean(), inertia, n_clusters
