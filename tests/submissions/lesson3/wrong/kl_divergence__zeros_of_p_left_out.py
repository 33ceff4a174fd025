# function: kl_divergence
# about: leaves outcomes out where p is 0
# says: inf | zero | p
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    use = (q > 0) & (p > 0)
    return float(np.sum(q[use] * np.log(q[use] / p[use])))
