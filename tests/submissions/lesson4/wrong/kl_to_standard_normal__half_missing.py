# function: kl_to_standard_normal
# about: the factor one half is missing
# says: half | twice | 0.5
import torch


def kl_to_standard_normal(mu, logvar):
    return torch.sum(mu**2 + torch.exp(logvar) - 1 - logvar, dim=1)
