# function: gaussian_log_density
# about: half the sum of log L_ii: log det is twice that sum
# says: determinant | twice | cholesky
import numpy as np


def gaussian_log_density(X, mean, cov):
    L = np.linalg.cholesky(cov)
    y = np.linalg.solve(L, (X - mean).T)
    logdet = np.log(np.diag(L)).sum()
    return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + (y**2).sum(axis=0))
