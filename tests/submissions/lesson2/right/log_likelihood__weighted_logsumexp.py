# function: log_likelihood
# about: logsumexp with the proportions as weights
import numpy as np
from scipy.special import logsumexp


def log_likelihood(X, phi, mu, Sigma):
    logs = np.array([gaussian_log_density(X, m, S) for m, S in zip(mu, Sigma)])
    use = np.asarray(phi) > 0
    return logsumexp(logs[use], axis=0, b=np.asarray(phi)[use, None]).sum()
