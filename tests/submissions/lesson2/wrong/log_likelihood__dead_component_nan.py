# function: log_likelihood
# about: 0 times a log: NaN where phi is 0
# says: nan | φ | phi
import numpy as np
from scipy.special import logsumexp


def log_likelihood(X, phi, mu, Sigma):
    with np.errstate(all="ignore"):
        base = np.log(phi)
        logs = np.array([b + gaussian_log_density(X, m, S) for b, m, S in zip(base, mu, Sigma)])
        low = logs.min(axis=0)
        return float(np.sum(low + logsumexp(logs - low, axis=0)))
