# function: pmm_elbo
# about: gammaln(x): the gamma function is one off
# says: factorial | x! | gamma
import numpy as np
from scipy.special import gammaln


def my_poisson(X, params):
    phi, lam = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(lam).T - lam.sum(axis=1)
    return logs - gammaln(np.maximum(X, 1.0)).sum(axis=1, keepdims=True)


def pmm_elbo(X, params, Q):
    logs = my_poisson(X, params)
    use = Q > 0
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
