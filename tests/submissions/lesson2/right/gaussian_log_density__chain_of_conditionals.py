# function: gaussian_log_density
# about: recursion: the first feature, then the rest given the first
import numpy as np


def gaussian_log_density(X, mean, cov):
    diff = X - mean
    var = cov[0, 0]
    first = -0.5 * (np.log(2 * np.pi) + np.log(var) + diff[:, 0] ** 2 / var)
    if len(mean) == 1:
        return first
    gain = cov[1:, 0] / var
    rest_mean = np.zeros(len(mean) - 1)
    rest_cov = cov[1:, 1:] - np.outer(gain, cov[0, 1:])
    rest = diff[:, 1:] - diff[:, :1] * gain
    return first + gaussian_log_density(rest, rest_mean, rest_cov)
