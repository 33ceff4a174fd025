# function: log_likelihood
# about: sums the logs over the components: the log of a product
# says: log of | sum | inside
import numpy as np


def log_likelihood(X, phi, mu, Sigma):
    with np.errstate(divide="ignore"):
        logs = np.stack(
            [np.log(p) + gaussian_log_density(X, m, S) for p, m, S in zip(phi, mu, Sigma)], axis=1
        )
    top = logs.max(axis=1)
    return float(np.where(np.isfinite(logs), logs, 0).sum())
