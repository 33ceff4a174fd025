# function: reparameterize
# about: the root of the variance, and noise in the default type
import torch


def reparameterize(mu, logvar, generator=None):
    sigma = torch.sqrt(torch.exp(logvar))
    noise = torch.randn(*mu.shape, generator=generator).to(mu)
    return torch.addcmul(mu, sigma, noise)
