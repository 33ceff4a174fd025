# function: kl_to_standard_normal
# about: one number for the whole batch
# says: shape | one number | image
import torch


def kl_to_standard_normal(mu, logvar):
    return -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
