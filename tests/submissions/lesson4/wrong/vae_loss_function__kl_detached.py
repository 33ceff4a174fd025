# function: vae_loss_function
# about: the KL counts in the value and has no gradient
# says: gradient | kl | detach
import torch
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / len(x)
    with torch.no_grad():
        kl = kl_to_standard_normal(mu, logvar).mean()
    return bce + beta * kl
