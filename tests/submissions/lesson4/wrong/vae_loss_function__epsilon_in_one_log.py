# function: vae_loss_function
# about: a small number in the first logarithm only: recon 1 gives NaN
# says: finite | nan | clamp
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = -(x * torch.log(recon + 1e-8) + (1 - x) * torch.log(1 - recon)).flatten(1).sum(1)
    return (bce + beta * kl_to_standard_normal(mu, logvar)).mean()
