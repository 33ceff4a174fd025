# function: pmm_e_step
# about: squared distances to lambda
# says: poisson | gauss | distance
import numpy as np
from scipy.special import gammaln


def my_poisson(X, params):
    phi, lam = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + -0.5 * ((X[:, None] - lam) ** 2).sum(axis=2)
    return logs - gammaln(X + 1.0).sum(axis=1, keepdims=True)


def pmm_e_step(X, params):
    logs = my_poisson(X, params)
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True)
