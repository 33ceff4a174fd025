# function: reparameterize
# about: torch.randn_like, which knows no generator
# says: generator | seed
import torch


def reparameterize(mu, logvar, generator=None):
    std = torch.exp(0.5 * logvar)
    return mu + torch.randn_like(std) * std
