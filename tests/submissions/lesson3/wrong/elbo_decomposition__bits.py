# function: elbo_decomposition
# about: the entropy in bits
# says: base | bits | nats
import numpy as np


def elbo_decomposition(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    expected = float(np.sum(Q[use] * J[use]))
    entropy = float(-np.sum(Q[use] * np.log2(Q[use])))
    return expected, entropy, expected + entropy
