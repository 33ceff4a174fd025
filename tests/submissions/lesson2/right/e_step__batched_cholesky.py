# function: e_step
# about: all components at once: batched Cholesky factors and a softmax
import numpy as np
from scipy.special import softmax


def e_step(X, phi, mu, Sigma):
    L = np.linalg.cholesky(Sigma)
    D = np.asarray(X)[None] - np.asarray(mu)[:, None]
    Y = np.linalg.solve(L, D.transpose(0, 2, 1))
    half = np.log(np.diagonal(L, axis1=1, axis2=2)).sum(axis=1)
    scores = -0.5 * (Y**2).sum(axis=1) - half[:, None]
    with np.errstate(divide="ignore"):
        scores += np.log(np.asarray(phi))[:, None]
    return softmax(scores, axis=0).T
