# function: m_step
# about: one Gram matrix a component, of the deviations times the root of the weights
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    phi = w.mean(axis=0)
    k, d = w.shape[1], X.shape[1]
    mu = np.tile(X.mean(axis=0), (k, 1)).astype(float)
    Sigma = np.repeat(reg_covar * np.eye(d)[None], k, axis=0)
    for j in np.flatnonzero(phi):
        p = w[:, j] / w[:, j].sum()
        mu[j] = p @ X
        A = np.sqrt(p)[:, np.newaxis] * (X - mu[j])
        Sigma[j] += A.T @ A
    return phi, mu, Sigma
