# function: pmm_e_step
# about: phi is left out
# says: phi | φ | prior
import numpy as np
from scipy.special import gammaln


def my_poisson(X, params):
    phi, lam = params
    with np.errstate(divide="ignore"):
        logs = X @ np.log(lam).T - lam.sum(axis=1)
    return logs - gammaln(X + 1.0).sum(axis=1, keepdims=True)


def pmm_e_step(X, params):
    logs = my_poisson(X, params)
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
