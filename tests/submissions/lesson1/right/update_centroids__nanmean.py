# function: update_centroids
# about: nanmean over masked copies, NaN rows then replaced (NumPy warns of an empty slice)
import numpy as np


def update_centroids(X, labels, k):
    inside = labels[:, None] == np.arange(k)
    stacked = np.where(inside[:, :, None], X[:, None, :], np.nan)
    centroids = np.nanmean(stacked, axis=0)
    empty = np.isnan(centroids).any(axis=1)
    centroids[empty] = X[0]
    return centroids
