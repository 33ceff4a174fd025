# function: e_step
# about: np.logaddexp over the components, one after the other
import numpy as np


def e_step(X, phi, mu, Sigma):
    total = np.full(len(X), -np.inf)
    logs = []
    for p, m, S in zip(phi, mu, Sigma):
        with np.errstate(divide="ignore"):
            logs.append(np.log(p) + gaussian_log_density(X, m, S))
        total = np.logaddexp(total, logs[-1])
    return np.exp(np.stack(logs, axis=1) - total[:, None])
