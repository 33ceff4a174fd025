# function: e_step
# about: differences of logs: -inf minus -inf where phi is 0
# says: nan | φ | phi
import numpy as np


def e_step(X, phi, mu, Sigma):
    k = len(phi)
    with np.errstate(all="ignore"):
        logs = [np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j]) for j in range(k)]
        w = [1 / sum(np.exp(logs[m] - logs[j]) for m in range(k)) for j in range(k)]
    return np.array(w).T
