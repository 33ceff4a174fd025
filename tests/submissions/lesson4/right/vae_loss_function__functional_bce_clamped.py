# function: vae_loss_function
# about: clamped to 1e-6 from the edges, F.binary_cross_entropy with no reduction, summed image by image
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    p = recon.clamp(1e-6, 1 - 1e-6)
    bce = F.binary_cross_entropy(p, x, reduction="none")
    bce = bce.reshape(bce.shape[0], -1).sum(dim=1)
    return (bce + beta * kl_to_standard_normal(mu, logvar)).mean()
