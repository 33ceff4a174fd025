# function: e_step
# about: clips the logs at -700: far points are shared out evenly
# says: underflow | clip | log
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j])
    logs = np.clip(logs, -700, 700)
    w = np.exp(logs)
    return w / w.sum(axis=1, keepdims=True)
