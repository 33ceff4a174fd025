# function: m_step
# about: raises N_k to one for the divisions
# says: n_k | small | weight
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    k = w.shape[1]
    N = w.sum(axis=0)
    phi = N / n
    mu = np.tile(X.mean(axis=0), (k, 1)).astype(float)
    Sigma = np.tile(np.eye(d), (k, 1, 1))
    for j in range(k):
        if True:
            mu[j] = w[:, j] @ X / max(N[j], 1)
            D = X - mu[j]
            Sigma[j] = (w[:, j, None] * D).T @ D / max(N[j], 1) + reg_covar * np.eye(d)
    return phi, mu, Sigma
