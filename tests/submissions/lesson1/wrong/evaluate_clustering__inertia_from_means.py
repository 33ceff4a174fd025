# function: evaluate_clustering
# about: inertia about the means of the labels, the centroids given are ignored
# says: given | mean | inertia
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    u = np.unique(labels)
    inertia = sum(((X[labels == c] - X[labels == c].mean(axis=0)) ** 2).sum() for c in u)
    s = np.nan
    if 1 < len(u) < len(X):
        s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    return s, float(inertia), len(u)
