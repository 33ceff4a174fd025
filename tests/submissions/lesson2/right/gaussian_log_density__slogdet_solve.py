# function: gaussian_log_density
# about: np.linalg.solve for the quadratic form, slogdet for the determinant
import numpy as np


def gaussian_log_density(X, mean, cov):
    D = X - mean
    _, logdet = np.linalg.slogdet(cov)
    maha = np.sum(D * np.linalg.solve(cov, D.T).T, axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + maha)
