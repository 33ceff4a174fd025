# function: kl_to_standard_normal
# about: logvar cut to (-2, 2) for safety
# says: clamp | logvar | large
import torch


def kl_to_standard_normal(mu, logvar):
    logvar = logvar.clamp(-2, 2)
    return 0.5 * torch.sum(mu**2 + torch.exp(logvar) - 1 - logvar, dim=1)
