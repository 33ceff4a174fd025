# function: exm_initialize
# about: random responsibilities, then the M-step, then noise
import numpy as np


def exm_initialize(X, k, rng=None):
    g = np.random.default_rng(rng)
    phi, rate = exm_m_step(X, g.dirichlet(np.ones(k), size=len(X)))
    phi = phi + 0.01
    return phi / phi.sum(), rate * g.uniform(0.7, 1.4, size=rate.shape)
