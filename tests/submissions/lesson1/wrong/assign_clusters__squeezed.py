# function: assign_clusters
# about: squeezes the result, so one point gives no array of shape (1,)
# says: shape | one point | squeeze
import numpy as np


def assign_clusters(X, centroids):
    d2 = ((X[:, None] - centroids) ** 2).sum(axis=2)
    return np.squeeze(d2.argmin(axis=1))
