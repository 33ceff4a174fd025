# function: assign_clusters
# about: a matrix of ones and zeros
# says: shape | one-hot | (n,)
import numpy as np


def assign_clusters(w):
    return (w == w.max(axis=1, keepdims=True)).astype(int)
