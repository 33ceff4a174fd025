# function: m_step
# about: everything by einsum, all components at once
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    N = w.sum(axis=0)
    safe = np.where(N > 0, N, 1)
    mu = np.einsum("nk,nd->kd", w, X) / safe[:, None]
    D = X[:, None, :] - mu[None]
    Sigma = np.einsum("nk,nki,nkj->kij", w, D, D, optimize=True) / safe[:, None, None]
    return N / n, mu, Sigma + reg_covar * np.eye(d)
