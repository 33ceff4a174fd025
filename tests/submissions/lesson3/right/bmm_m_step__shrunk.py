# function: bmm_m_step
# about: weighted means drawn towards one half by a share of 1e-7
import numpy as np


def bmm_m_step(X, Q):
    N = Q.sum(axis=0)
    safe = np.where(N > 0, N, 1)
    theta = (Q.T @ X) / safe[:, None]
    theta = theta * (1 - 2e-8) + 1e-8
    return Q.mean(axis=0), theta
