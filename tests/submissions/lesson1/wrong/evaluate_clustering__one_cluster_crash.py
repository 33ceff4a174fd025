# function: evaluate_clustering
# about: scikit-learn's ValueError for a single cluster goes through
# says: nan | undefined | one cluster
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score


def evaluate_clustering(X, labels, centroids):
    s = silhouette_score(cdist(X, X), labels, metric="precomputed")
    return s, compute_distortion(X, centroids, labels), len(np.unique(labels))
