# function: bmm_elbo
# about: phi is left out
# says: phi | φ | prior
import numpy as np


def bmm_elbo(X, params, Q):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    use = Q > 0
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
