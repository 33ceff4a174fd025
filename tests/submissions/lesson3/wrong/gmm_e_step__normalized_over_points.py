# function: gmm_e_step
# about: columns sum to one
# says: row | axis | column
import numpy as np


def my_log_joint(X, params):
    phi, mu, Sigma = params
    d = X.shape[1]
    logs = np.empty((len(X), len(phi)))
    for j in range(len(phi)):
        L = np.linalg.cholesky(Sigma[j])
        Y = np.linalg.solve(L, (X - mu[j]).T)
        logs[:, j] = -0.5 * (Y**2).sum(axis=0) - np.log(np.diag(L)).sum()
    with np.errstate(divide="ignore"):
        return logs - 0.5 * d * np.log(2 * np.pi) + np.log(phi)


def gmm_e_step(X, params):
    logs = my_log_joint(X, params)
    w = np.exp(logs - logs.max(axis=1, keepdims=True))
    return w / w.sum(axis=0)
