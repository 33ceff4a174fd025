# function: reparameterize
# about: the same noise at every call
# says: seed | same | call
import torch


def reparameterize(mu, logvar, generator=None):
    if generator is None:
        generator = torch.Generator().manual_seed(42)
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
    return mu + torch.exp(0.5 * logvar) * eps
