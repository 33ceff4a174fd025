# function: assign_clusters
# about: the component with more than half: component 0 where there is none
# says: half | largest | 0.5
import numpy as np


def assign_clusters(w):
    return np.argmax(w > 0.5, axis=1)
