# function: vae_loss_function
# about: the cross-entropy by image, the KL of the whole batch
# says: kl | batch | mean
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon, x, reduction="sum") / len(x)
    return bce + beta * kl_to_standard_normal(mu, logvar).sum()
