# function: gaussian_log_density
# about: reads the variances, not the covariances
# says: diagonal | covariance | correlat
import numpy as np


def gaussian_log_density(X, mean, cov):
    v = np.diag(cov)
    return -0.5 * (np.log(2 * np.pi * v) + (X - mean) ** 2 / v).sum(axis=1)
