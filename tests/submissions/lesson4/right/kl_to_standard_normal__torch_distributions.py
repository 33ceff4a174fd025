# function: kl_to_standard_normal
# about: torch.distributions' closed form, summed over the latent dimensions
import torch
from torch.distributions import Normal, kl_divergence


def kl_to_standard_normal(mu, logvar):
    q = Normal(mu, torch.exp(0.5 * logvar))
    p = Normal(torch.zeros_like(mu), torch.ones_like(mu))
    return kl_divergence(q, p).sum(-1)
