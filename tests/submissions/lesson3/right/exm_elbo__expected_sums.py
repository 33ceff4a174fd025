# function: exm_elbo
# about: from the weighted sums, and the entropy
import numpy as np
from scipy.special import entr, xlogy


def exm_elbo(X, params, Q):
    phi, rate = (np.asarray(p) for p in params)
    N = Q.sum(axis=0)
    data = N @ np.log(rate).sum(axis=1) - np.sum((Q.T @ X) * rate)
    return xlogy(N, phi).sum() + data + entr(Q).sum()
