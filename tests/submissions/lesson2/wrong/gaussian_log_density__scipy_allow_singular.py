# function: gaussian_log_density
# about: allow_singular drops the small eigenvalues of an ill-conditioned covariance
# says: singular | condition | eigenvalue
import numpy as np
from scipy.stats import multivariate_normal


def gaussian_log_density(X, mean, cov):
    return np.atleast_1d(multivariate_normal.logpdf(X, mean, cov, allow_singular=True))
