# function: elbo_decomposition
# about: the ELBO is not returned
# says: three | elbo | return
import numpy as np


def elbo_decomposition(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    expected = float(np.sum(Q[use] * J[use]))
    entropy = float(-np.sum(Q[use] * np.log(Q[use])))
    return expected, entropy
