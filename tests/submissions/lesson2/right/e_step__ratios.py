# function: e_step
# about: one over the sum of the ratios to every component, a component with phi 0 left out
import numpy as np


def e_step(X, phi, mu, Sigma):
    alive = [j for j in range(len(phi)) if phi[j] > 0]
    logs = {j: np.log(phi[j]) + gaussian_log_density(X, mu[j], Sigma[j]) for j in alive}
    w = np.zeros((len(X), len(phi)))
    with np.errstate(over="ignore"):
        for j in alive:
            w[:, j] = 1.0 / sum(np.exp(logs[m] - logs[j]) for m in alive)
    return w
