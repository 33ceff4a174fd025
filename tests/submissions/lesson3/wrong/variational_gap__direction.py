# function: variational_gap
# about: KL(posterior‖Q)
# says: direction | order | kl
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    if np.isneginf(J[use]).any():
        return float("inf")
    log_post = J - logsumexp(J, axis=1, keepdims=True)
    P = np.exp(log_post)
    if np.any((P > 0) & ~use):
        return float("inf")
    return float(np.sum(P[use] * (log_post[use] - np.log(Q[use]))))
