# function: update_centroids
# about: np.add.at for the sums; a random row, not repeatable, for an empty cluster
import numpy as np


def update_centroids(X, labels, k):
    sums = np.zeros((k, X.shape[1]))
    counts = np.zeros(k)
    np.add.at(sums, labels, X)
    np.add.at(counts, labels, 1)
    empty = counts == 0
    means = sums / np.where(empty, 1, counts)[:, None]
    rows = np.random.default_rng().integers(len(X), size=empty.sum())
    means[empty] = X[rows]
    return means
