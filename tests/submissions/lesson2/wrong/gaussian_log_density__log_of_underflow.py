# function: gaussian_log_density
# about: the log of the density: -inf far from the mean
# says: underflow | log of | -inf
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    D = X - mean
    _, logdet = np.linalg.slogdet(cov)
    maha = np.sum(D * np.linalg.solve(cov, D.T).T, axis=1)
    p = np.exp(-0.5 * (d * np.log(2 * np.pi) + logdet + maha))
    with np.errstate(divide="ignore"):
        return np.log(p)
