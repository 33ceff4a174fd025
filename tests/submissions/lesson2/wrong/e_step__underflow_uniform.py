# function: e_step
# about: gives 1/k where the densities underflow
# says: underflow | log | uniform
import numpy as np


def e_step(X, phi, mu, Sigma):
    k = len(phi)
    p = np.stack([phi[j] * np.exp(gaussian_log_density(X, mu[j], Sigma[j])) for j in range(k)], 1)
    total = p.sum(axis=1, keepdims=True)
    safe = np.where(total > 0, total, 1)
    return np.where(total > 0, p / safe, 1 / k)
