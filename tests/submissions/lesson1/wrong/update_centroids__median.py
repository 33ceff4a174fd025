# function: update_centroids
# about: medians instead of means
# says: median
import numpy as np


def update_centroids(X, labels, k):
    return np.array(
        [np.median(X[labels == j], axis=0) if (labels == j).any() else X[0] for j in range(k)]
    )
