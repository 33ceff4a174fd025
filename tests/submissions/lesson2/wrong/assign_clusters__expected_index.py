# function: assign_clusters
# about: the rounded mean index
# says: argmax | mean | largest
import numpy as np


def assign_clusters(w):
    return np.rint(w @ np.arange(w.shape[1])).astype(int)
