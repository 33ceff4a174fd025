# function: gaussian_log_density
# about: computes in float64 and hands float32 back for float32
import numpy as np
from scipy.linalg import solve_triangular


def gaussian_log_density(X, mean, cov):
    L = np.linalg.cholesky(cov.astype(np.float64))
    Z = solve_triangular(L, (X.astype(np.float64) - mean.astype(np.float64)).T, lower=True)
    half = np.log(L.diagonal()).sum() + 0.5 * len(L) * np.log(2 * np.pi)
    answer = -half - 0.5 * (Z * Z).sum(axis=0)
    return answer.astype(np.float32) if X.dtype == np.float32 else answer
