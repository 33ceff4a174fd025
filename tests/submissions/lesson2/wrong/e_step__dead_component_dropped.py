# function: e_step
# about: leaves components with phi 0 out of the result
# says: shape | φ | phi
import numpy as np


def e_step(X, phi, mu, Sigma):
    alive = phi > 0
    phi, mu, Sigma = phi[alive], mu[alive], Sigma[alive]
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j])
    logs = logs - logs.max(axis=1, keepdims=True)
    w = np.exp(logs)
    return w / w.sum(axis=1, keepdims=True)
