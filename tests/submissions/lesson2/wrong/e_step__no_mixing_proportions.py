# function: e_step
# about: the mixing proportions are left out
# says: phi | φ | mixing
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = gaussian_log_density(X, mu[j], Sigma[j])
    logs = logs - logs.max(axis=1, keepdims=True)
    w = np.exp(logs)
    return w / w.sum(axis=1, keepdims=True)
