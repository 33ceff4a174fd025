# function: gaussian_log_density
# about: scipy.stats.multivariate_normal, which refuses high condition numbers
# says: singular | condition | linalgerror
import numpy as np
from scipy.stats import multivariate_normal


def gaussian_log_density(X, mean, cov):
    return np.atleast_1d(multivariate_normal.logpdf(X, mean, cov))
