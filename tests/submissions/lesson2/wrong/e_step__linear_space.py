# function: e_step
# about: densities instead of their logs: 0/0 where they all underflow
# says: underflow | log
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j])
    w = np.exp(logs)
    with np.errstate(invalid="ignore"):
        return w / w.sum(axis=1, keepdims=True)
