# function: bmm_elbo
# about: from the expected counts alone, and the entropy
import numpy as np
from scipy.special import xlogy


def bmm_elbo(X, params, Q):
    phi, theta = params
    N, ones = Q.sum(axis=0), Q.T @ X
    zeros = N[:, None] - ones
    prior = xlogy(N, phi).sum()
    data = np.sum(ones * np.log(theta) + zeros * np.log1p(-np.asarray(theta)))
    return prior + data - xlogy(Q, Q).sum()
