# function: e_step
# about: log(phi + 1e-10): a component with phi 0 takes points
# says: φ | phi | zero
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j] + 1e-10) + gaussian_log_density(X, mu[j], Sigma[j])
    logs = logs - logs.max(axis=1, keepdims=True)
    w = np.exp(logs)
    return w / w.sum(axis=1, keepdims=True)
