# function: m_step
# about: E[xx'] - mm': loses all digits for data at an offset of 1e8
# says: cancel | digits | precision
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    k = w.shape[1]
    N = w.sum(axis=0)
    phi = N / n
    mu = np.tile(X.mean(axis=0), (k, 1)).astype(float)
    Sigma = np.tile(np.eye(d), (k, 1, 1))
    for j in range(k):
        if N[j] > 0:
            mu[j] = w[:, j] @ X / N[j]
            Sigma[j] = (w[:, j, None] * X).T @ X / N[j]
            Sigma[j] += -np.outer(mu[j], mu[j]) + reg_covar * np.eye(d)
    return phi, mu, Sigma
