# function: log_likelihood
# about: log p(x) = log phi_j N_j - log w_j for the component with the largest w
import numpy as np


def log_likelihood(X, phi, mu, Sigma):
    w = e_step(X, phi, mu, Sigma)
    best = w.argmax(axis=1)
    total = 0.0
    for j in np.unique(best):
        rows = best == j
        joint = np.log(phi[j]) + gaussian_log_density(X[rows], mu[j], Sigma[j])
        total += float(np.sum(joint - np.log(w[rows, j])))
    return total
