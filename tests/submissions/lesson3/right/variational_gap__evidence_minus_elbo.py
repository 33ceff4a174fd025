# function: variational_gap
# about: log p(X) less the ELBO
import numpy as np


def variational_gap(log_joint, Q):
    top = log_joint.max(axis=1)
    if np.any((Q > 0) & (log_joint == -np.inf)):
        return np.inf
    log_p = top + np.log(np.exp(log_joint - top[:, None]).sum(axis=1))
    inside = np.where(Q > 0, log_joint, 0.0)
    elbo = np.sum(Q * inside) - np.sum(Q * np.log(np.where(Q > 0, Q, 1.0)))
    return log_p.sum() - elbo
