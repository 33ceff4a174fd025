# function: assign_clusters
# about: the least responsible component
# says: argmax | largest | least
import numpy as np


def assign_clusters(w):
    return np.argmin(w, axis=1)
