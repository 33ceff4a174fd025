# function: gaussian_log_density
# about: np.log(np.linalg.det(cov)): -inf in many dimensions with small variances
# says: underflow | determinant | slogdet
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    D = X - mean
    logdet = np.log(np.linalg.det(cov))
    maha = np.sum(D * np.linalg.solve(cov, D.T).T, axis=1)
    return -0.5 * (d * np.log(2 * np.pi) + logdet + maha)
