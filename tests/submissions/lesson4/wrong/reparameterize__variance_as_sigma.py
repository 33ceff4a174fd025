# function: reparameterize
# about: multiplies by the variance: the half is missing
# says: half | variance | deviation
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
    return mu + torch.exp(logvar) * eps
