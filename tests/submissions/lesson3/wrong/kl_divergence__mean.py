# function: kl_divergence
# about: the mean over the outcomes
# says: sum | mean
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 0
    return float(1 / len(q) * np.sum(q[use] * np.log(q[use] / p[use])))
