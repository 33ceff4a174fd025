# function: update_centroids
# about: groups the rows in a dictionary, then averages each group
from collections import defaultdict

import numpy as np


def update_centroids(X, labels, k):
    groups = defaultdict(list)
    for x, label in zip(X, labels):
        groups[int(label)].append(x)
    return np.array([np.mean(groups[j], axis=0) if j in groups else X[0] for j in range(k)])
