# function: pmm_elbo
# about: the term -log x! is left out
# says: factorial | x! | gammaln
import numpy as np
from scipy.special import gammaln


def my_poisson(X, params):
    phi, lam = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(lam).T - lam.sum(axis=1)
    return logs


def pmm_elbo(X, params, Q):
    logs = my_poisson(X, params)
    use = Q > 0
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
