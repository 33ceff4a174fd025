# function: reparameterize
# about: exp(-logvar/2): the precision in place of the deviation
# says: sign | deviation | exp
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
    return mu + torch.exp(-0.5 * logvar) * eps
