# function: vae_loss_function
# about: recon and x have changed places in the cross-entropy
# says: swap | recon | place
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    q = x.clamp(1e-6, 1 - 1e-6)
    bce = -(recon * torch.log(q) + (1 - recon) * torch.log(1 - q)).flatten(1).sum(1)
    return (bce + beta * kl_to_standard_normal(mu, logvar)).mean()
