# function: compute_distortion
# about: takes the nearest centroid of each point and ignores the labels given
# says: label | nearest
from scipy.spatial.distance import cdist


def compute_distortion(X, centroids, labels):
    return float(cdist(X, centroids, "sqeuclidean").min(axis=1).sum())
