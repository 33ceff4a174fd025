# function: pmm_e_step
# about: probabilities in place of their logs
# says: underflow | log | nan
import numpy as np
from scipy.special import gammaln


def my_poisson(X, params):
    phi, lam = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(lam).T - lam.sum(axis=1)
    return logs - gammaln(X + 1.0).sum(axis=1, keepdims=True)


def pmm_e_step(X, params):
    logs = my_poisson(X, params)
    w = np.exp(logs)
    with np.errstate(all="ignore"):
        return w / w.sum(axis=1, keepdims=True)
