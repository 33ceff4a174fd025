# function: kl_divergence
# about: the sum of scipy.special.rel_entr
from scipy.special import rel_entr


def kl_divergence(q, p):
    return rel_entr(q, p).sum()
