# function: assign_clusters
# about: yields the labels one at a time
# says: generator | yield | array
import numpy as np


def assign_clusters(X, centroids):
    for x in X:
        yield int(np.argmin(np.linalg.norm(centroids - x, axis=1)))
