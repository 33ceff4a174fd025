# function: m_step
# about: deviations from a nearby origin, the rest of the mean corrected for
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    k = w.shape[1]
    phi = w.sum(axis=0) / n
    mu = np.empty((k, d))
    Sigma = np.empty((k, d, d))
    for j in range(k):
        weight = w[:, j].sum()
        if weight <= 0:
            mu[j], Sigma[j] = X.mean(axis=0), np.cov(X.T, ddof=0).reshape(d, d) + np.eye(d)
            continue
        share = w[:, j] / weight
        guess = share @ X
        D = X - guess
        rest = share @ D
        mu[j] = guess + rest
        S = (D * share[:, None]).T @ D - np.outer(rest, rest)
        Sigma[j] = (S + S.T) / 2 + reg_covar * np.eye(d)
    return phi, mu, Sigma
