# function: assign_clusters
# about: list.index of the maximum
import numpy as np


def assign_clusters(w):
    return np.array([row.index(max(row)) for row in np.asarray(w).tolist()], dtype=np.uint16)
