# function: compute_distortion
# about: SciPy's matrix of squared distances, the entries of the given labels picked out
import numpy as np
from scipy.spatial.distance import cdist


def compute_distortion(X, centroids, labels):
    d2 = cdist(X, centroids, "sqeuclidean")
    return d2[np.arange(len(X)), np.asarray(labels).astype(int)].sum()
