# function: assign_clusters
# about: works in half precision to save memory
# says: float16 | precision | overflow
import numpy as np


def assign_clusters(X, centroids):
    A, B = X.astype(np.float16), centroids.astype(np.float16)
    return ((A[:, None] - B) ** 2).sum(axis=2).argmin(axis=1)
