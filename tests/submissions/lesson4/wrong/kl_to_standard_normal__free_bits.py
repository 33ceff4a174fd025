# function: kl_to_standard_normal
# about: each dimension counts for at least 0.1 nats
# says: closed form | clamp | zero
import torch


def kl_to_standard_normal(mu, logvar):
    per_unit = 0.5 * (mu**2 + torch.exp(logvar) - 1 - logvar)
    return per_unit.clamp(min=0.1).sum(dim=1)
