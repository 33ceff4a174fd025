# function: log_likelihood
# about: the mean over the points, as scikit-learn's score
# says: mean | sum
import numpy as np


def log_likelihood(X, phi, mu, Sigma):
    with np.errstate(divide="ignore"):
        logs = np.stack(
            [np.log(p) + gaussian_log_density(X, m, S) for p, m, S in zip(phi, mu, Sigma)], axis=1
        )
    top = logs.max(axis=1)
    return float(np.mean(top + np.log(np.exp(logs - top[:, None]).sum(axis=1))))
