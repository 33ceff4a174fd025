# function: bmm_elbo
# about: NaN where Q is 0
# says: nan | zero
import numpy as np


@np.errstate(all="ignore")
def bmm_elbo(X, params, Q):
    phi, theta = params
    with np.errstate(divide="ignore"):
        logs = np.log(phi) + X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    use = slice(None)
    return float(np.sum(Q[use] * (logs[use] - np.log(Q[use]))))
