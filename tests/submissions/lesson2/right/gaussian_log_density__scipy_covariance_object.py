# function: gaussian_log_density
# about: SciPy's density with a covariance given by its Cholesky factor
import numpy as np
from scipy.stats import Covariance, multivariate_normal


def gaussian_log_density(X, mean, cov):
    given = Covariance.from_cholesky(np.linalg.cholesky(cov))
    return np.atleast_1d(multivariate_normal(mean=mean, cov=given).logpdf(X))
