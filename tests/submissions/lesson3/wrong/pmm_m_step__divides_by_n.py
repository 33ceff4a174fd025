# function: pmm_m_step
# about: divided by n
# says: n_k | divid
import numpy as np


def pmm_m_step(X, Q):
    N = Q.sum(axis=0)
    lam = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        if N[j] > 0:
            lam[j] = Q[:, j] @ X / len(X)
    return N / len(X), np.maximum(lam, 1e-10)
