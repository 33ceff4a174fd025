# function: vae_loss_function
# about: summed over the batch, not divided by the images
# says: batch | per image | mean
import torch
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + beta * kld
