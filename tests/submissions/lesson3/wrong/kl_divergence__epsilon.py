# function: kl_divergence
# about: adds 1e-10 to both: large, not infinite, where p is 0
# says: inf | epsilon | zero
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    q, p = q + 1e-10, p + 1e-10
    use = q > 0
    return float(np.sum(q[use] * np.log(q[use] / p[use])))
