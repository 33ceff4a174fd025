# function: bmm_m_step
# about: N in place of N/n
# says: phi | φ | sum to one
import numpy as np


def bmm_m_step(X, Q):
    N = Q.sum(axis=0)
    theta = np.full((Q.shape[1], X.shape[1]), 0.5)
    for j in range(len(N)):
        if N[j] > 0:
            theta[j] = Q[:, j] @ X / N[j]
    return N, np.clip(theta, 1e-7, 1 - 1e-7)
