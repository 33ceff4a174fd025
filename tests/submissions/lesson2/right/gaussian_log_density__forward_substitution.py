# function: gaussian_log_density
# about: Cholesky, then forward substitution written out
import math

import numpy as np


def gaussian_log_density(X, mean, cov):
    L = np.linalg.cholesky(np.asarray(cov, dtype=float))
    D = np.asarray(X, dtype=float) - mean
    n, d = D.shape
    total = np.full(n, -0.5 * d * math.log(2 * math.pi))
    Y = np.empty((d, n))
    for i in range(d):
        Y[i] = (D[:, i] - L[i, :i] @ Y[:i]) / L[i, i]
        total -= 0.5 * Y[i] ** 2 + math.log(L[i, i])
    return total
