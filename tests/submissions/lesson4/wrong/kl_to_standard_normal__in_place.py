# function: kl_to_standard_normal
# about: squares mu in place
# says: in place | changed | argument
import torch


def kl_to_standard_normal(mu, logvar):
    squared = mu.data.pow_(2)
    return 0.5 * torch.sum(squared + torch.exp(logvar) - 1 - logvar, dim=1)
