# function: vae_loss_function
# about: F.binary_cross_entropy with its default mean, so that the KL outweighs it
# says: mean | sum | pixel
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon.clamp(1e-6, 1 - 1e-6), x)
    return bce + beta * kl_to_standard_normal(mu, logvar).mean()
