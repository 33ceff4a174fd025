# function: exm_m_step
# about: the means, not their reciprocals
# says: reciprocal | one over | 1/
import numpy as np


def exm_m_step(X, Q):
    N = Q.sum(axis=0)
    mean = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        if N[j] > 0:
            mean[j] = Q[:, j] @ X / N[j]
    return N / len(X), np.maximum(mean, 1e-10)
