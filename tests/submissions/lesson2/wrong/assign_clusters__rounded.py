# function: assign_clusters
# about: argmax of the rounded responsibilities: close calls become ties
# says: round | largest | close
import numpy as np


def assign_clusters(w):
    return np.argmax(np.round(w, 2), axis=1)
