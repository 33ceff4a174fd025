# function: elbo_decomposition
# about: the entropy of the mean of Q, times n
# says: entropy | each | mean
import numpy as np


def elbo_decomposition(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    expected = float(np.sum(Q[use] * J[use]))
    entropy = float(-len(Q) * sum(m * np.log(m) for m in Q.mean(axis=0) if m > 0))
    return expected, entropy, expected + entropy
