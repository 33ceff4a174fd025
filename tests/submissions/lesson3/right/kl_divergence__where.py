# function: kl_divergence
# about: np.where with the inf rule from the division
import numpy as np


def kl_divergence(q, p):
    q = np.asarray(q)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * (np.log(q) - np.log(p)), 0.0)
    return terms.sum()
