# function: vae_loss_function
# about: beta is not used
# says: beta
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / len(x)
    return bce + kl_to_standard_normal(mu, logvar).mean()
