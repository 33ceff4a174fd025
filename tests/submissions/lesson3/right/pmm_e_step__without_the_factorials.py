# function: pmm_e_step
# about: leaves out log x!, which is the same for all components
import numpy as np


def pmm_e_step(X, params):
    phi, lam = params
    logs = np.full((len(X), len(phi)), -np.inf)
    for j in np.flatnonzero(phi):
        logs[:, j] = np.log(phi[j]) + (X * np.log(lam[j]) - lam[j]).sum(axis=1)
    return np.exp(logs - np.logaddexp.reduce(logs, axis=1, keepdims=True))
