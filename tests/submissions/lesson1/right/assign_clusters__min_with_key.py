# function: assign_clusters
# about: min over the cluster numbers with a key: the first of equal ones wins
import numpy as np


def assign_clusters(X, centroids):
    def squared(x, c):
        return sum((a - b) ** 2 for a, b in zip(x, c))

    cs = centroids.tolist()
    return np.array([min(range(len(cs)), key=lambda j: squared(x, cs[j])) for x in X.tolist()])
