# function: exm_m_step
# about: the weighted mean of 1/x
# says: reciprocal | mean | order
import numpy as np


def exm_m_step(X, Q):
    N = Q.sum(axis=0)
    mean = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        if N[j] > 0:
            mean[j] = 1 / (Q[:, j] @ (1 / np.maximum(X, 1e-10)) / N[j])
    return N / len(X), 1 / np.maximum(mean, 1e-10)
