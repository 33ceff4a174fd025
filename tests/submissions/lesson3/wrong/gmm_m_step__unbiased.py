# function: gmm_m_step
# about: divided by N_k - 1
# says: n_k | minus
import numpy as np


def gmm_m_step(X, Q):
    n, d = X.shape
    k = Q.shape[1]
    N = Q.sum(axis=0)
    mu = np.tile(X.mean(axis=0), (k, 1)).astype(float)
    Sigma = np.tile(np.eye(d), (k, 1, 1))
    for j in range(k):
        if N[j] > 0:
            mu[j] = Q[:, j] @ X / N[j]
            D = X - mu[j]
            Sigma[j] = (Q[:, j, None] * D).T @ D / max(N[j] - 1, 1e-3) + 1e-6 * np.eye(d)
    return N / n, mu, Sigma
