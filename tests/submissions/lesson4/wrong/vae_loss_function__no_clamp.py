# function: vae_loss_function
# about: logarithms of 0, times 0
# says: finite | nan | clamp
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = -(x * torch.log(recon) + (1 - x) * torch.log(1 - recon)).flatten(1).sum(1)
    return (bce + beta * kl_to_standard_normal(mu, logvar)).mean()
