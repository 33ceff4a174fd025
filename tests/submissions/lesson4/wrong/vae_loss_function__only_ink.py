# function: vae_loss_function
# about: only the pixels with ink: the term of 1 - x is missing
# says: 1 - x | 1 − x | term
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = -(x * torch.log(recon.clamp_min(1e-7))).flatten(1).sum(1)
    return (bce + beta * kl_to_standard_normal(mu, logvar)).mean()
