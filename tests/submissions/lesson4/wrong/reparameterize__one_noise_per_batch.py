# function: reparameterize
# about: the same noise for all the images
# says: image | independent | same
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.randn(mu.shape[1], generator=generator, dtype=mu.dtype)
    return mu + torch.exp(0.5 * logvar) * eps
