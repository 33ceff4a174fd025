# function: update_centroids
# about: a one-hot matrix times X
import numpy as np


def update_centroids(X, labels, k):
    R = (labels[:, None] == np.arange(k)).astype(float)
    N_k = R.sum(axis=0)
    safe = np.where(N_k > 0, N_k, 1.0)
    mu = (R.T @ X) / safe[:, None]
    mu[N_k == 0] = X[np.random.choice(len(X))]
    return mu
