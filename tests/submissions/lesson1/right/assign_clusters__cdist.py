# function: assign_clusters
# about: SciPy's distance matrix and argmin
from scipy.spatial.distance import cdist


def assign_clusters(X, centroids):
    return cdist(X, centroids).argmin(axis=1)
