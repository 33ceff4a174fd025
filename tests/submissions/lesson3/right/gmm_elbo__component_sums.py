# function: gmm_elbo
# about: expected log prior, expected log density and entropy, one component at a time
import numpy as np
from scipy.linalg import solve_triangular
from scipy.special import xlogy


def gmm_elbo(X, params, Q):
    phi, mu, Sigma = params
    total = -xlogy(Q, Q).sum()
    for j in range(len(phi)):
        q = Q[:, j]
        if q.sum() == 0:
            continue
        L = np.linalg.cholesky(Sigma[j])
        Z = solve_triangular(L, (X - mu[j]).T, lower=True)
        const = -0.5 * X.shape[1] * np.log(2 * np.pi) - np.log(L.diagonal()).sum()
        total += xlogy(q.sum(), phi[j]) + q.sum() * const - 0.5 * (Z**2).sum(axis=0) @ q
    return total
