# function: vae_loss_function
# about: the loss and its two terms as a tuple
# says: tuple | scalar | one
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / len(x)
    kl = kl_to_standard_normal(mu, logvar).mean()
    return bce + beta * kl, bce, kl
