# function: gmm_m_step
# about: all components at once, each column of Q divided by its sum
import numpy as np


def gmm_m_step(X, Q):
    N = Q.sum(axis=0)
    shares = np.divide(Q, N, out=np.full_like(Q, 1 / len(Q), dtype=float), where=N > 0)
    means = shares.T @ X
    D = X[None] - means[:, None]
    covs = np.einsum("nk,kna,knb->kab", shares, D, D, optimize=True)
    covs[:, np.arange(X.shape[1]), np.arange(X.shape[1])] += 1e-6
    return N / N.sum(), means, covs
