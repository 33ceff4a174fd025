# function: bmm_e_step
# about: the Bernoulli log probabilities feature by feature, as learners write them
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    n, k = len(X), len(phi)
    logs = np.full((n, k), -np.inf)
    for j in range(k):
        if phi[j] > 0:
            terms = np.where(X == 1, np.log(theta[j]), np.log(1 - theta[j]))
            logs[:, j] = np.log(phi[j]) + terms.sum(axis=1)
    norm = np.logaddexp.reduce(logs, axis=1)
    return np.exp(logs - norm[:, None])
