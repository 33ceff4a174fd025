# function: gaussian_log_density
# about: one point at a time with cho_solve, a list made into an array
import numpy as np
from scipy.linalg import cho_factor, cho_solve


def gaussian_log_density(X, mean, cov):
    c, low = cho_factor(cov, lower=True)
    const = len(mean) * np.log(2 * np.pi) + 2 * np.log(np.diag(c)).sum()
    out = []
    for x in X:
        r = x - mean
        out.append(-(const + r @ cho_solve((c, low), r)) / 2)
    return np.array(out)
