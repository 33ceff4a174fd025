# function: gaussian_log_density
# about: the log determinant is missing
# says: determinant | log det | normal
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    D = X - mean
    _, logdet = np.linalg.slogdet(cov)
    maha = np.sum(D * np.linalg.solve(cov, D.T).T, axis=1)
    return -0.5 * (d * np.log(2 * np.pi) + maha)
