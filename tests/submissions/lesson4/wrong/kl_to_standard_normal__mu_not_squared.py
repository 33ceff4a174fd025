# function: kl_to_standard_normal
# about: mu where mu squared belongs
# says: square | mu
import torch


def kl_to_standard_normal(mu, logvar):
    return 0.5 * torch.sum(mu + torch.exp(logvar) - 1 - logvar, dim=1)
