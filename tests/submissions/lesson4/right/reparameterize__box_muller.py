# function: reparameterize
# about: normal noise made of uniform noise (Box and Muller), and half the logvar
import math

import torch


def reparameterize(mu, logvar, generator=None):
    u = torch.rand(mu.shape, generator=generator, dtype=mu.dtype).clamp_min(1e-20)
    v = torch.rand(mu.shape, generator=generator, dtype=mu.dtype)
    eps = torch.sqrt(-2 * torch.log(u)) * torch.cos(2 * math.pi * v)
    return mu + eps * torch.exp(logvar * 0.5)
