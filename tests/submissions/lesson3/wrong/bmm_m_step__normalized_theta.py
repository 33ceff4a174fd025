# function: bmm_m_step
# about: each theta is made to sum to one, as a multinomial
# says: sum | normal | multinomial
import numpy as np


def bmm_m_step(X, Q):
    N = Q.sum(axis=0)
    theta = np.full((Q.shape[1], X.shape[1]), 0.5)
    for j in range(len(N)):
        if N[j] > 0:
            theta[j] = Q[:, j] @ X / N[j]
    theta = theta / np.maximum(theta.sum(axis=1, keepdims=True), 1e-12)
    return N / len(X), np.clip(theta, 1e-7, 1 - 1e-7)
