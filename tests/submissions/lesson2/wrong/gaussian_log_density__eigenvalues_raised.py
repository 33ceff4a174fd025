# function: gaussian_log_density
# about: raises eigenvalues to at least 1e-6
# says: eigenvalue | small | floor
import numpy as np


def gaussian_log_density(X, mean, cov):
    s, V = np.linalg.eigh(cov)
    s = np.maximum(s, 1e-6)
    y = (X - mean) @ V
    return -0.5 * (np.log(2 * np.pi * s).sum() + (y**2 / s).sum(axis=1))
