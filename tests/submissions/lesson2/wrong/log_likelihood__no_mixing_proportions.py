# function: log_likelihood
# about: the sum of the densities without phi
# says: phi | φ | mixing
import numpy as np


def log_likelihood(X, phi, mu, Sigma):
    with np.errstate(divide="ignore"):
        logs = np.stack(
            [gaussian_log_density(X, m, S) for p, m, S in zip(phi, mu, Sigma)], axis=1
        )
    top = logs.max(axis=1)
    return float(np.sum(top + np.log(np.exp(logs - top[:, None]).sum(axis=1))))
