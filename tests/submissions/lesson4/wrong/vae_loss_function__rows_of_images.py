# function: vae_loss_function
# about: sums over dimension 1 only: right for flat images, a 28th of it for square ones
# says: shape | pixel | flat
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="none").sum(dim=1).mean()
    return bce + beta * kl_to_standard_normal(mu, logvar).mean()
