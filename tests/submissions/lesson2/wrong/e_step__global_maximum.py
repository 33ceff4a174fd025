# function: e_step
# about: takes the maximum of the whole matrix out, not of each row
# says: maximum | row | underflow
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j])
    logs = logs - logs.max()
    w = np.exp(logs)
    with np.errstate(invalid="ignore"):
        return w / w.sum(axis=1, keepdims=True)
