# function: exm_e_step
# about: a loop over components, logaddexp for the rows
import numpy as np


def exm_e_step(X, params):
    logs = []
    for p, r in zip(*params):
        with np.errstate(divide="ignore"):
            logs.append(np.log(p) + (np.log(r) - r * X).sum(axis=1))
    logs = np.array(logs).T
    return np.exp(logs - np.logaddexp.reduce(logs, axis=1)[:, None])
