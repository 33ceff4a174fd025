# function: kl_divergence
# about: leaves outcomes out where q is below 1e-3
# says: small | threshold | inf
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 1e-3
    return float(np.sum(q[use] * np.log(q[use] / p[use])))
