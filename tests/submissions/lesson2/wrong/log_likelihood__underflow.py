# function: log_likelihood
# about: the log of the sum of the densities: -inf far away
# says: underflow | -inf | log-sum-exp
import numpy as np


def log_likelihood(X, phi, mu, Sigma):
    with np.errstate(divide="ignore"):
        logs = np.stack(
            [np.log(p) + gaussian_log_density(X, m, S) for p, m, S in zip(phi, mu, Sigma)], axis=1
        )
    with np.errstate(divide="ignore"):
        return float(np.log(np.exp(logs).sum(axis=1)).sum())
