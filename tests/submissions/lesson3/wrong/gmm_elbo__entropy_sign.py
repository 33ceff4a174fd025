# function: gmm_elbo
# about: adds Q log Q
# says: entropy | sign
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


def gmm_elbo(X, params, Q):
    logs = my_log_joint(X, params)
    use = Q > 0
    return float(np.sum(Q[use] * (logs[use] + np.log(Q[use]))))
