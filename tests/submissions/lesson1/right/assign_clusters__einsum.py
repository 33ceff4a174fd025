# function: assign_clusters
# about: squared distances by einsum over the broadcast differences, k first
import numpy as np


def assign_clusters(X, centroids):
    diff = centroids[:, None, :] - X[None, :, :]
    return np.einsum("knd,knd->kn", diff, diff).argmin(axis=0)
