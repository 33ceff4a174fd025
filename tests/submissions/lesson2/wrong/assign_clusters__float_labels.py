# function: assign_clusters
# about: labels as floats
# says: int | float | dtype
import numpy as np


def assign_clusters(w):
    return np.argmax(w, axis=1).astype(float)
