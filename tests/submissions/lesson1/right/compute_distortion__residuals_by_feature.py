# function: compute_distortion
# about: sums feature by feature, never holding an (n, d) array of squares
import numpy as np


def compute_distortion(X, centroids, labels):
    where = np.asarray(labels).astype(int)
    per_feature = [
        np.sum((X[:, f] - centroids[where, f]) ** 2, dtype=np.float64) for f in range(X.shape[1])
    ]
    return float(sum(per_feature))
