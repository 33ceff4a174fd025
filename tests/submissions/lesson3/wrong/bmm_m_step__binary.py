# function: bmm_m_step
# about: theta rounded to 0 or 1
# says: round | theta | θ
import numpy as np


def bmm_m_step(X, Q):
    N = Q.sum(axis=0)
    theta = np.full((Q.shape[1], X.shape[1]), 0.5)
    for j in range(len(N)):
        if N[j] > 0:
            theta[j] = Q[:, j] @ X / N[j]
    return N / len(X), np.clip(np.round(theta), 1e-7, 1 - 1e-7)
