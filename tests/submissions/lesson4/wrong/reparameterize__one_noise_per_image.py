# function: reparameterize
# about: one number of noise for all dimensions of an image
# says: dimension | independent | shape
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.randn(mu.shape[0], 1, generator=generator, dtype=mu.dtype)
    return mu + torch.exp(0.5 * logvar) * eps
