# function: kl_divergence
# about: weighted by p
# says: weight | p
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 0
    return float(np.sum(p[use] * np.log(q[use] / p[use])))
