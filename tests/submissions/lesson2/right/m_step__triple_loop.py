# function: m_step
# about: sums over points, each outer product by itself
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    k = w.shape[1]
    phi = np.zeros(k)
    mu = np.zeros((k, d))
    Sigma = np.zeros((k, d, d))
    for j in range(k):
        N_j = 0.0
        for i in range(n):
            N_j += w[i, j]
            mu[j] += w[i, j] * X[i]
        phi[j] = N_j / n
        if N_j == 0:
            mu[j] = X[0]
            Sigma[j] = np.eye(d)
            continue
        mu[j] /= N_j
        for i in range(n):
            if w[i, j] > 0:
                r = X[i] - mu[j]
                Sigma[j] += w[i, j] * np.outer(r, r)
        Sigma[j] = Sigma[j] / N_j + reg_covar * np.eye(d)
    return phi, mu, Sigma
