# about: raise at import
# status: error
# says: line 4
raise ValueError('no')

import numpy as np

def assign_clusters(X, centroids):
    return ((X[:, None, :] - centroids[None]) ** 2).sum(axis=2).argmin(axis=1)
