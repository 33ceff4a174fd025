# function: log_likelihood
# about: log(density + 1e-300): at most 690 lost a point
# says: underflow | log-sum-exp | 1e-300
import numpy as np


def log_likelihood(X, phi, mu, Sigma):
    with np.errstate(divide="ignore"):
        logs = np.stack(
            [np.log(p) + gaussian_log_density(X, m, S) for p, m, S in zip(phi, mu, Sigma)], axis=1
        )
    return float(np.log(np.exp(logs).sum(axis=1) + 1e-300).sum())
