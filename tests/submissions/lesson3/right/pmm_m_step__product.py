# function: pmm_m_step
# about: one product; 1e-9 is added to each mean
import numpy as np


def pmm_m_step(X, Q):
    N = Q.sum(axis=0)
    lam = (Q.T @ X) / np.where(N > 0, N, 1)[:, None] + 1e-9
    return Q.mean(axis=0), lam
