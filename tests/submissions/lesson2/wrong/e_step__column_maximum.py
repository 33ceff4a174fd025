# function: e_step
# about: takes the maximum of each column out
# says: maximum | row | column
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j])
    logs = logs - logs.max(axis=0)
    w = np.exp(logs)
    return w / w.sum(axis=1, keepdims=True)
