# function: gaussian_log_density
# about: an explicit inverse (worth a remark), the determinant by slogdet
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    diff = X - mean
    precision = np.linalg.inv(cov)
    quad = np.einsum("ni,ij,nj->n", diff, precision, diff, optimize=True)
    sign, logdet = np.linalg.slogdet(cov)
    return -0.5 * d * np.log(2 * np.pi) - 0.5 * logdet - 0.5 * quad
