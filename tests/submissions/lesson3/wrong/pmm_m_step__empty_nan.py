# function: pmm_m_step
# about: 0/0 for an empty component
# says: nan | empty | finite
import numpy as np


def pmm_m_step(X, Q):
    N = Q.sum(axis=0)
    lam = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        with np.errstate(all="ignore"):
            lam[j] = Q[:, j] @ X / N[j]
    return N / len(X), np.maximum(lam, 1e-10)
