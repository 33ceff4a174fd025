# function: gaussian_log_density
# about: takes the variances for standard deviations
# says: variance | standard deviation | square
import numpy as np


def gaussian_log_density(X, mean, cov):
    L = cov
    y = np.linalg.solve(L, (X - mean).T)
    return -0.5 * (y**2).sum(0) - np.linalg.slogdet(L)[1] - 0.5 * len(mean) * np.log(2 * np.pi)
