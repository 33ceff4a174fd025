# function: compute_distortion
# about: prints the number and returns None
# says: none | return
import numpy as np


def compute_distortion(X, centroids, labels):
    print("distortion:", np.sum((X - centroids[labels.astype(int)]) ** 2))
