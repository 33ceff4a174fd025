# function: gmm_initialize
# about: random responsibilities, then the M-step; a list of three
import numpy as np


def gmm_initialize(X, k, rng=None):
    gen = np.random.default_rng(rng)
    Q = gen.dirichlet(np.full(k, 0.5), size=len(X)) + 1e-3
    phi, mu, Sigma = gmm_m_step(X, Q / Q.sum(axis=1, keepdims=True))
    mu = mu + 1e-3 * gen.normal(size=mu.shape) * (X.std(axis=0) + 1e-3)
    return [phi, mu, Sigma + 1e-4 * np.eye(X.shape[1])]
