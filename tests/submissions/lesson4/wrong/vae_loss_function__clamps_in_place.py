# function: vae_loss_function
# about: clamps recon in place
# says: in place | changed | argument
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    recon.data.clamp_(1e-3, 1 - 1e-3)
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / len(x)
    return bce + beta * kl_to_standard_normal(mu, logvar).mean()
