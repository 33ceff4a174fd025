# function: pmm_m_step
# about: lambda may be 0
# says: positive | log | zero
import numpy as np


def pmm_m_step(X, Q):
    N = Q.sum(axis=0)
    lam = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        if N[j] > 0:
            lam[j] = Q[:, j] @ X / N[j]
    return N / len(X), lam
