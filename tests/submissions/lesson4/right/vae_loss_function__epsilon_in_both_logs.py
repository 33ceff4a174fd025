# function: vae_loss_function
# about: 1e-8 added within both logarithms
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    eps = 1e-8
    ink = x * torch.log(recon + eps)
    paper = (1 - x) * torch.log((1 - recon) + eps)
    bce = -(ink + paper).sum() / len(x)
    kl = kl_to_standard_normal(mu, logvar).sum() / len(x)
    return bce + beta * kl
