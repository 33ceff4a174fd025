# function: reparameterize
# about: the standard deviation is detached: logvar gets no gradient
# says: gradient | logvar | detach
import torch


def reparameterize(mu, logvar, generator=None):
    std = torch.exp(0.5 * logvar).detach()
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
    return mu + std * eps
