# function: vae_loss_function
# about: the images cut to rows of 784 pixels, whatever their size, for the count of images
# says: 784 | pixel | image
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / (x.numel() / 784)
    return bce + beta * kl_to_standard_normal(mu, logvar).mean()
