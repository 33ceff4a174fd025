# function: assign_clusters
# about: the most typical point of each component
# says: axis | shape
import numpy as np


def assign_clusters(w):
    return np.argmax(w, axis=0)
