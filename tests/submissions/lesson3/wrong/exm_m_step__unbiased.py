# function: exm_m_step
# about: (N_k - 1) over the sum
# says: n_k | minus | unbiased
import numpy as np


def exm_m_step(X, Q):
    N = Q.sum(axis=0)
    mean = np.ones((Q.shape[1], X.shape[1]))
    for j in range(len(N)):
        if N[j] > 0:
            mean[j] = Q[:, j] @ X / max(N[j] - 1, 1e-3)
    return N / len(X), 1 / np.maximum(mean, 1e-10)
