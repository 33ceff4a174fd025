# function: e_step
# about: scipy.special.logsumexp
import numpy as np
from scipy.special import logsumexp


def e_step(X, phi, mu, Sigma):
    log_w = np.empty((len(X), len(phi)))
    with np.errstate(divide="ignore"):
        log_phi = np.log(phi)
    for j in range(len(phi)):
        log_w[:, j] = log_phi[j] + gaussian_log_density(X, mu[j], Sigma[j])
    return np.exp(log_w - logsumexp(log_w, axis=1, keepdims=True))
