# function: kl_divergence
# about: in bits
# says: nats | log2 | base
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 0
    return float(np.sum(q[use] * np.log2(q[use] / p[use])))
