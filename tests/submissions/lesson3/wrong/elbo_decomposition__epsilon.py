# function: elbo_decomposition
# about: log(Q + 1e-10), and 0 times -inf
# says: nan | zero | -inf
import numpy as np


@np.errstate(all="ignore")
def elbo_decomposition(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = slice(None)
    expected = float(np.sum(Q[use] * J[use]))
    entropy = float(-np.sum(Q[use] * np.log(Q[use] + 1e-10)))
    return expected, entropy, expected + entropy
