# function: reparameterize
# about: mu enters by its data: it gets no gradient
# says: gradient | mu | detach
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
    return mu.data + torch.exp(0.5 * logvar) * eps
