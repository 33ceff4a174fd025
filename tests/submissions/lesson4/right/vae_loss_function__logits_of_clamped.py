# function: vae_loss_function
# about: the logits of the clamped probabilities, and the cross-entropy on logits
import torch
import torch.nn.functional as F


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    n = recon.shape[0]
    logits = torch.logit(recon.reshape(n, -1), eps=1e-6)
    bce = F.binary_cross_entropy_with_logits(logits, x.reshape(n, -1), reduction="none").sum(1)
    kl = 0.5 * (mu**2 + torch.exp(logvar) - logvar - 1).sum(1)
    return torch.mean(bce) + beta * torch.mean(kl)
