# function: gmm_m_step
# about: 0/0 for a component with no weight
# says: nan | empty | no weight
import numpy as np


def gmm_m_step(X, Q):
    n, d = X.shape
    k = Q.shape[1]
    N = Q.sum(axis=0)
    mu = np.tile(X.mean(axis=0), (k, 1)).astype(float)
    Sigma = np.tile(np.eye(d), (k, 1, 1))
    for j in range(k):
        with np.errstate(all="ignore"):
            mu[j] = Q[:, j] @ X / N[j]
            D = X - mu[j]
            Sigma[j] = (Q[:, j, None] * D).T @ D / N[j] + 1e-6 * np.eye(d)
    return N / n, mu, Sigma
