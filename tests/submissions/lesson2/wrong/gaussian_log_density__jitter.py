# function: gaussian_log_density
# about: adds 1e-6 to the diagonal before it starts: wrong for small variances
# says: 1e-6 | regular | jitter
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    D = X - mean
    cov = cov + 1e-6 * np.eye(d)
    _, logdet = np.linalg.slogdet(cov)
    maha = np.sum(D * np.linalg.solve(cov, D.T).T, axis=1)
    return -0.5 * (d * np.log(2 * np.pi) + logdet + maha)
