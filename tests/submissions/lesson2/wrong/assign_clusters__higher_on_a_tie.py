# function: assign_clusters
# about: the higher index on a tie
# says: tie | lower
import numpy as np


def assign_clusters(w):
    return w.shape[1] - 1 - np.argmax(w[:, ::-1], axis=1)
