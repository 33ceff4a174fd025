# function: kl_divergence
# about: cross-entropy less entropy, by xlogy
import numpy as np
from scipy.special import xlogy


def kl_divergence(q, p):
    q, p = np.array(q, dtype=float), np.array(p, dtype=float)
    return np.sum(xlogy(q, q) - xlogy(q, p))
