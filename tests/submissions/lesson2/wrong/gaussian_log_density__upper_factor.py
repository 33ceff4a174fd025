# function: gaussian_log_density
# about: solves with the transpose of the Cholesky factor
# says: cholesky | transpose | triang
import numpy as np


def gaussian_log_density(X, mean, cov):
    L = np.linalg.cholesky(cov)
    y = np.linalg.solve(L.T, (X - mean).T)
    d = len(mean)
    return -0.5 * d * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (y * y).sum(axis=0)
