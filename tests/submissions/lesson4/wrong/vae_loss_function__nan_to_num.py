# function: vae_loss_function
# about: the NaN is made a number after the logarithm: the value is finite, its gradient is not
# says: gradient | finite | nan
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    terms = x * torch.log(recon) + (1 - x) * torch.log(1 - recon)
    bce = -torch.nan_to_num(terms, nan=0.0, neginf=-100.0).flatten(1).sum(1)
    return (bce + beta * kl_to_standard_normal(mu, logvar)).mean()
