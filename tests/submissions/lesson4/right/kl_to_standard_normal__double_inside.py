# function: kl_to_standard_normal
# about: computed in double precision and turned back to the type given
import torch


def kl_to_standard_normal(mu, logvar):
    m, lv = mu.double(), logvar.double()
    sigma = torch.exp(lv / 2)
    kl = -torch.log(sigma) + (sigma**2 + m**2) / 2 - 0.5
    return torch.sum(kl, dim=1).to(mu.dtype)
