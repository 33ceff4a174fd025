# function: bmm_m_step
# about: the mean of all points for each component
# says: weight | respons | mean
import numpy as np


def bmm_m_step(X, Q):
    N = Q.sum(axis=0)
    theta = np.full((Q.shape[1], X.shape[1]), 0.5)
    for j in range(len(N)):
        if N[j] > 0:
            theta[j] = X.mean(axis=0)
    return N / len(X), np.clip(theta, 1e-7, 1 - 1e-7)
