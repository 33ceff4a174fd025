# function: reparameterize
# about: standard deviation first, torch.empty_like(...).normal_ with the generator
import torch


def reparameterize(mu, logvar, generator=None):
    std = logvar.mul(0.5).exp()
    eps = torch.empty_like(std).normal_(generator=generator)
    return eps * std + mu
