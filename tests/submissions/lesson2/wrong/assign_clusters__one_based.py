# function: assign_clusters
# about: labels from 1 to k
# says: zero | index
import numpy as np


def assign_clusters(w):
    return np.argmax(w, axis=1) + 1
