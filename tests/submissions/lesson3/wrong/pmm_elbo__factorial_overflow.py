# function: pmm_elbo
# about: the log of a factorial in floats: inf above 170
# says: overflow | factorial | gammaln
import numpy as np
from scipy.special import gamma


def my_poisson(X, params):
    phi, lam = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(lam).T - lam.sum(axis=1)
    return logs - np.log(gamma(X + 1.0)).sum(axis=1, keepdims=True)


def pmm_elbo(X, params, Q):
    logs = my_poisson(X, params)
    use = Q > 0
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
