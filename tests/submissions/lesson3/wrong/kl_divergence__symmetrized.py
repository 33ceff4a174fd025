# function: kl_divergence
# about: the mean of both directions
# says: symmetr | direction | jeffreys
import numpy as np


def kl_divergence(q, p):
    q, p = np.asarray(q, dtype=float), np.asarray(p, dtype=float)
    if np.any((q > 0) & (p == 0)):
        return float("inf")
    use = q > 0
    return float(0.5 * np.sum((q[use] - p[use]) * np.log(q[use] / p[use])))
