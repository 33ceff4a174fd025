# function: e_step
# about: Mahalanobis distances without the determinants
# says: determinant | normal
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + -0.5 * np.sum(
                (X - mu[j]) * np.linalg.solve(Sigma[j], (X - mu[j]).T).T, axis=1
            )
    logs = logs - logs.max(axis=1, keepdims=True)
    w = np.exp(logs)
    return w / w.sum(axis=1, keepdims=True)
