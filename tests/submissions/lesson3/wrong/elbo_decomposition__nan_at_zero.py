# function: elbo_decomposition
# about: NaN where Q is 0
# says: nan | zero
import numpy as np


@np.errstate(all="ignore")
def elbo_decomposition(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = slice(None)
    expected = float(np.sum(Q[use] * J[use]))
    entropy = float(-np.sum(Q[use] * np.log(Q[use])))
    return expected, entropy, expected + entropy
