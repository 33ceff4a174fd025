# function: m_step
# about: 1/k for every component
# says: phi | φ | equal
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    k = w.shape[1]
    N = w.sum(axis=0)
    phi = np.full(k, 1 / k)
    mu = np.tile(X.mean(axis=0), (k, 1)).astype(float)
    Sigma = np.tile(np.eye(d), (k, 1, 1))
    for j in range(k):
        if N[j] > 0:
            mu[j] = w[:, j] @ X / N[j]
            D = X - mu[j]
            Sigma[j] = (w[:, j, None] * D).T @ D / N[j] + reg_covar * np.eye(d)
    return phi, mu, Sigma
