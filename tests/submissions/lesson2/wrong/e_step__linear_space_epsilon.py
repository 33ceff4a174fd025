# function: e_step
# about: adds 1e-300 to the denominator: rows of zeros where all densities underflow
# says: underflow | log | sum to one
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j])
    w = np.exp(logs)
    return w / (w.sum(axis=1, keepdims=True) + 1e-300)
