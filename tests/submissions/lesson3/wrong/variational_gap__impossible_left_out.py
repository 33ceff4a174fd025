# function: variational_gap
# about: leaves out what the model holds impossible, also where Q > 0
# says: inf | -inf | zero
import numpy as np
from scipy.special import logsumexp


def variational_gap(log_joint, Q):
    J, Q = np.asarray(log_joint, dtype=float), np.asarray(Q, dtype=float)
    use = Q > 0
    use = use & np.isfinite(J)
    log_post = J - logsumexp(J, axis=1, keepdims=True)
    return float(np.sum(Q[use] * (np.log(Q[use]) - log_post[use])))
