# function: kl_divergence
# about: the negative
# says: sign | negative
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 0
    return float(-np.sum(q[use] * np.log(q[use] / p[use])))
