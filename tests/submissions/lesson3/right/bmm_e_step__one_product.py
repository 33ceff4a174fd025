# function: bmm_e_step
# about: one product with the log odds and the sum of log(1 - theta)
import numpy as np
from scipy.special import log_softmax


def bmm_e_step(X, params):
    phi, theta = [np.asarray(p, dtype=float) for p in params]
    no = np.log1p(-theta)
    with np.errstate(divide="ignore"):
        scores = X @ (np.log(theta) - no).T + no.sum(axis=1) + np.log(phi)
    return np.exp(log_softmax(scores, axis=1))
