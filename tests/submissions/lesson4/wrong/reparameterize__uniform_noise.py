# function: reparameterize
# about: noise between 0 and 1
# says: normal | uniform | rand
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.rand(mu.shape, generator=generator, dtype=mu.dtype)
    return mu + torch.exp(0.5 * logvar) * eps
