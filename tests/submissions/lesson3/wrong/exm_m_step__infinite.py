# function: exm_m_step
# about: 1/0 where all values are 0
# says: inf | zero | finite
import numpy as np


def exm_m_step(X, Q):
    N = Q.sum(axis=0)
    mean = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        if N[j] > 0:
            mean[j] = Q[:, j] @ X / N[j]
    with np.errstate(all="ignore"):
        return N / len(X), 1 / mean
