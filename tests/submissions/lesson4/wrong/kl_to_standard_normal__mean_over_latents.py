# function: kl_to_standard_normal
# about: the mean over the latent dimensions in place of the sum
# says: mean | sum | latent
import torch


def kl_to_standard_normal(mu, logvar):
    return 0.5 * torch.mean(mu**2 + torch.exp(logvar) - 1 - logvar, dim=1)
