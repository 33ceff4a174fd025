# function: elbo_decomposition
# about: the ELBO as log-likelihood less the variational gap
import numpy as np


def elbo_decomposition(log_joint, Q):
    entropy = -np.sum(Q * np.log(np.where(Q > 0, Q, 1)))
    gap = variational_gap(log_joint, Q)
    elbo = np.logaddexp.reduce(log_joint, axis=1).sum() - gap
    return elbo - entropy, entropy, elbo
