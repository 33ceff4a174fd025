# function: gaussian_log_density
# about: Euclidean distance in place of Mahalanobis distance
# says: mahalanobis | covariance | inverse
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    D = X - mean
    _, logdet = np.linalg.slogdet(cov)
    maha = np.sum(D * D, axis=1)
    return -0.5 * (d * np.log(2 * np.pi) + logdet + maha)
