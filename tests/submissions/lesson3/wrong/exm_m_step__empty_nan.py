# function: exm_m_step
# about: 0/0 for an empty component
# says: nan | empty | finite
import numpy as np


def exm_m_step(X, Q):
    N = Q.sum(axis=0)
    mean = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        with np.errstate(all="ignore"):
            mean[j] = Q[:, j] @ X / N[j]
    return N / len(X), 1 / np.maximum(mean, 1e-10)
