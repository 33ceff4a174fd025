# function: elbo_decomposition
# about: means over the points
# says: sum | mean
import numpy as np


def elbo_decomposition(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    expected = float(1 / len(Q) * np.sum(Q[use] * J[use]))
    entropy = float(-1 / len(Q) * np.sum(Q[use] * np.log(Q[use])))
    return expected, entropy, expected + entropy
