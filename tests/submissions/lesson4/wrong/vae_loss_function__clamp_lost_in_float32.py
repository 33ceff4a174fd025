# function: vae_loss_function
# about: clamps to 1 - 1e-10, which is 1 in single precision
# says: finite | nan | clamp
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    p = recon.clamp(1e-10, 1 - 1e-10)
    bce = -(x * torch.log(p) + (1 - x) * torch.log(1 - p)).flatten(1).sum(1)
    return (bce + beta * kl_to_standard_normal(mu, logvar)).mean()
