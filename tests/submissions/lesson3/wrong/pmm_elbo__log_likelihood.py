# function: pmm_elbo
# about: the log-likelihood whatever Q
# says: log-likelihood | gap | bound
import numpy as np
from scipy.special import gammaln


def my_poisson(X, params):
    phi, lam = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(lam).T - lam.sum(axis=1)
    return logs - gammaln(X + 1.0).sum(axis=1, keepdims=True)


def pmm_elbo(X, params, Q):
    logs = my_poisson(X, params)
    use = Q > 0
    return float(np.logaddexp.reduce(logs, axis=1).sum())
