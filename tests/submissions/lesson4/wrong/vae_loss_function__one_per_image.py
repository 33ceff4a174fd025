# function: vae_loss_function
# about: one loss an image, not their mean
# says: shape | scalar | 0-d
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="none").flatten(1).sum(1)
    return bce + beta * kl_to_standard_normal(mu, logvar)
