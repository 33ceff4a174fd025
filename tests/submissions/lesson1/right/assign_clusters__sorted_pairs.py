# function: assign_clusters
# about: the least pair (distance, index): a tie goes to the lower index by itself
import numpy as np


def assign_clusters(X, centroids):
    return np.array(
        [min((float(np.sum((x - c) ** 2)), j) for j, c in enumerate(centroids))[1] for x in X],
        dtype=np.int64,
    )
