# function: kl_divergence
# about: KL(p‖q)
# says: direction | order | kl(p
import numpy as np


def kl_divergence(q, p):
    p, q = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 0
    return float(np.sum(q[use] * np.log(q[use] / p[use])))
