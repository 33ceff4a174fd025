# function: reparameterize
# about: torch.normal(mu, std): the right distribution, but gradients do not pass
# says: gradient | torch.normal | reparam
import torch


def reparameterize(mu, logvar, generator=None):
    with torch.no_grad():
        return torch.normal(mu, torch.exp(0.5 * logvar), generator=generator)
