# function: assign_clusters
# about: draws a component by its probability
# says: random | argmax | draw
import numpy as np


def assign_clusters(w):
    rng = np.random.default_rng(0)
    return np.array([rng.choice(len(row), p=row / row.sum()) for row in w])
