# function: kl_to_standard_normal
# about: a column (n, 1)
# says: shape | (n,) | column
import torch


def kl_to_standard_normal(mu, logvar):
    kl = mu**2 + torch.exp(logvar) - 1 - logvar
    return 0.5 * kl.sum(dim=1, keepdim=True)
