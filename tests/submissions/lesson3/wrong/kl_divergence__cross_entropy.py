# function: kl_divergence
# about: the cross-entropy: the entropy is not subtracted
# says: entropy | cross
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 0
    return float(-np.sum(q[use] * np.log(p[use])))
