# function: gaussian_log_density
# about: adds 1e-10 to the diagonal: a hundredth of a variance of 1e-8
# says: regular | jitter | small
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    D = X - mean
    cov = cov + 1e-10 * np.eye(d)
    _, logdet = np.linalg.slogdet(cov)
    maha = np.sum(D * np.linalg.solve(cov, D.T).T, axis=1)
    return -0.5 * (d * np.log(2 * np.pi) + logdet + maha)
