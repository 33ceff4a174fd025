# function: bmm_elbo
# about: the expected log joint only
# says: entropy
import numpy as np


def bmm_elbo(X, params, Q):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    use = Q > 0
    return float(np.sum(Q[use] * logs[use]))
