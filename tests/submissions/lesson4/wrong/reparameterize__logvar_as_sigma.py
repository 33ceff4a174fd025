# function: reparameterize
# about: logvar is used as the standard deviation
# says: exp | logvar | deviation
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
    return mu + logvar * eps
