# function: vae_loss_function
# about: grey ink is made black or white first
# says: grey | binary | round
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    x = (x > 0.5).to(recon.dtype)
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / len(x)
    return bce + beta * kl_to_standard_normal(mu, logvar).mean()
