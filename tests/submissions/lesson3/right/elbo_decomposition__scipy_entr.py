# function: elbo_decomposition
# about: scipy.special.entr for the entropy, np.where for the products
import numpy as np
from scipy.special import entr


def elbo_decomposition(log_joint, Q):
    with np.errstate(invalid="ignore"):
        products = np.where(Q == 0, 0.0, Q * log_joint)
    entropy = entr(Q).sum()
    return products.sum(), entropy, products.sum() + entropy
