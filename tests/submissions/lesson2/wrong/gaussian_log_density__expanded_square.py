# function: gaussian_log_density
# about: x'Px - 2x'Pm + m'Pm: cancels for data far away
# says: cancel | precision | far
import numpy as np


def gaussian_log_density(X, mean, cov):
    P = np.linalg.inv(cov)
    quad = ((X @ P) * X).sum(1) - 2 * X @ (P @ mean) + mean @ P @ mean
    return -0.5 * (quad + np.linalg.slogdet(cov)[1] + len(mean) * np.log(2 * np.pi))
