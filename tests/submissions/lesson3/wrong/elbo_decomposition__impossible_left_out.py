# function: elbo_decomposition
# about: leaves -inf out also where Q > 0
# says: -inf | inf | impossible
import numpy as np


def elbo_decomposition(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = (Q > 0) & np.isfinite(J)
    expected = float(np.sum(Q[use] * J[use]))
    entropy = float(-np.sum(Q[use] * np.log(Q[use])))
    return expected, entropy, expected + entropy
