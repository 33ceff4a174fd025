# function: vae_loss_function
# about: the KL is averaged over the images and the latents
# says: latent | kl | mean
import torch
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / len(x)
    return bce + beta * 0.5 * torch.mean(mu**2 + logvar.exp() - 1 - logvar)
