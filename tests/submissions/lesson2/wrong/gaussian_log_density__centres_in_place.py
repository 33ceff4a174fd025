# function: gaussian_log_density
# about: X -= mean changes the caller's data
# says: in place | in-place | chang
import numpy as np


def gaussian_log_density(X, mean, cov):
    d = X.shape[1]
    X -= mean
    D = X
    _, logdet = np.linalg.slogdet(cov)
    maha = np.sum(D * np.linalg.solve(cov, D.T).T, axis=1)
    return -0.5 * (d * np.log(2 * np.pi) + logdet + maha)
