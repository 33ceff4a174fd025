# function: reparameterize
# about: adds the noise to mu in place
# says: in place | changed | argument
import torch


def reparameterize(mu, logvar, generator=None):
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
    mu.data.add_(torch.exp(0.5 * logvar.data) * eps)
    return mu + 0 * logvar
