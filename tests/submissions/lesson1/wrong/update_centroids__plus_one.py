# function: update_centroids
# about: N_k + 1 in the denominator, so as not to divide by zero
# says: divid | + 1 | n_k
import numpy as np


def update_centroids(X, labels, k):
    counts = np.bincount(labels, minlength=k)
    sums = np.zeros((k, X.shape[1]))
    np.add.at(sums, labels, X)
    out = sums / (counts + 1)[:, None]
    out[counts == 0] = X[0]
    return out
