# function: compute_distortion
# about: turns the data into ints before it subtracts
# says: integer | truncat | fraction
import numpy as np


def compute_distortion(X, centroids, labels):
    total = 0
    for i in range(len(X)):
        diff = X[i].astype(int) - centroids[int(labels[i])].astype(int)
        total += int((diff**2).sum())
    return float(total)
