# function: gmm_e_step
# about: slogdet and solve for the logs, scipy's softmax for the rows
import numpy as np
from scipy.special import softmax


def gmm_e_step(X, params):
    phi, mu, Sigma = params
    D = X - np.asarray(mu)[:, None]
    maha = (D * np.linalg.solve(Sigma, D.transpose(0, 2, 1)).transpose(0, 2, 1)).sum(axis=2)
    with np.errstate(divide="ignore"):
        half = np.log(phi) - 0.5 * np.linalg.slogdet(Sigma)[1]
    return softmax((half[:, None] - 0.5 * maha).T, axis=1)
