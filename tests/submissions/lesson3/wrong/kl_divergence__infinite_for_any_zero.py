# function: kl_divergence
# about: inf wherever p is 0, also where q is 0
# says: inf | zero | both
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any(p == 0):
        return float("inf")
    use = q > 0
    return float(np.sum(q[use] * np.log(q[use] / p[use])))
