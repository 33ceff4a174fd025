# function: pmm_elbo
# about: math.lgamma for the factorials, loops over components
import math

import numpy as np


def pmm_elbo(X, params, Q):
    phi, lam = params
    total = -sum(math.lgamma(x + 1) for x in np.ravel(X).tolist())
    for j in range(len(phi)):
        q = Q[:, j]
        live = q > 0
        if live.any():
            with np.errstate(divide="ignore"):
                inside = np.log(phi[j]) + (X[live] * np.log(lam[j]) - lam[j]).sum(axis=1)
            total += float(q[live] @ (inside - np.log(q[live])))
    return total
