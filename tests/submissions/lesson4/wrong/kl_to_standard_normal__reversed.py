# function: kl_to_standard_normal
# about: the divergence the other way round, from the prior to q
# says: other way | reverse | direction
import torch


def kl_to_standard_normal(mu, logvar):
    return 0.5 * torch.sum((1 + mu**2) * torch.exp(-logvar) - 1 + logvar, dim=1)
