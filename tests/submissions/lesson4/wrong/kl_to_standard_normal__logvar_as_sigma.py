# function: kl_to_standard_normal
# about: logvar is taken for the logarithm of the standard deviation
# says: variance | logvar | deviation
import torch


def kl_to_standard_normal(mu, logvar):
    return 0.5 * torch.sum(mu**2 + torch.exp(2 * logvar) - 1 - 2 * logvar, dim=1)
