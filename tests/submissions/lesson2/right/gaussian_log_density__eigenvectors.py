# function: gaussian_log_density
# about: rotates onto the principal axes, where the features are independent
import numpy as np


def gaussian_log_density(X, mean, cov):
    scale = np.trace(cov) / len(mean)
    values, vectors = np.linalg.eigh(cov / scale)
    values = values * scale
    Y = (X - mean) @ vectors
    one = -0.5 * (np.log(2 * np.pi * values) + Y**2 / values)
    return one.sum(axis=1)
