# function: kl_divergence
# about: NaN where q is 0
# says: nan | zero
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = slice(None)
    with np.errstate(all="ignore"):
        return float(np.sum(q[use] * np.log(q[use] / p[use])))
