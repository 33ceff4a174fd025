# function: update_centroids
# about: statistics.fmean column by column
from statistics import fmean

import numpy as np


def update_centroids(X, labels, k):
    out = []
    for j in range(k):
        rows = [x for x, label in zip(X.tolist(), labels.tolist()) if label == j] or [X[0].tolist()]
        out.append([fmean(column) for column in zip(*rows)])
    return np.array(out)
