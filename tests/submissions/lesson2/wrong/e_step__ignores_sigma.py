# function: e_step
# about: a softmax of squared distances: the covariances go unused
# says: covariance | sigma | σ
import numpy as np


def e_step(X, phi, mu, Sigma):
    logs = np.empty((X.shape[0], len(phi)))
    with np.errstate(divide="ignore"):
        for j in range(len(phi)):
            logs[:, j] = np.log(phi[j]) + -0.5 * ((X - mu[j]) ** 2).sum(axis=1)
    logs = logs - logs.max(axis=1, keepdims=True)
    w = np.exp(logs)
    return w / w.sum(axis=1, keepdims=True)
