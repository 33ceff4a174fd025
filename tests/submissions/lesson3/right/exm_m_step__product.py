# function: exm_m_step
# about: N over the weighted sums by one product
import numpy as np


def exm_m_step(X, Q):
    N = Q.sum(axis=0)
    sums = np.maximum(Q.T @ X, 1e-10 * N[:, None])
    rate = np.divide(N[:, None], sums, out=np.ones_like(sums), where=sums > 0)
    return N / len(Q), rate
