# function: bmm_m_step
# about: theta between 0.01 and 0.99
# says: clip | 1e-6 | far
import numpy as np


def bmm_m_step(X, Q):
    N = Q.sum(axis=0)
    theta = np.full((Q.shape[1], X.shape[1]), 0.5)
    for j in range(len(N)):
        if N[j] > 0:
            theta[j] = Q[:, j] @ X / N[j]
    return N / len(X), np.clip(theta, 0.01, 0.99)
