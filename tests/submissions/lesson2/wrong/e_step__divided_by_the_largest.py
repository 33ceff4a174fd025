# function: e_step
# about: divides by the largest of the row, not by the sum
# says: sum to one | largest | max
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j])
    logs = logs - logs.max(axis=1, keepdims=True)
    w = np.exp(logs)
    return w / w.max(axis=1, keepdims=True)
