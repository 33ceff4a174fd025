# function: vae_loss_function
# about: squared error in place of the cross-entropy
# says: cross-entropy | squared | entropy
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    error = F.mse_loss(recon, x, reduction="sum") / len(x)
    return error + beta * kl_to_standard_normal(mu, logvar).mean()
