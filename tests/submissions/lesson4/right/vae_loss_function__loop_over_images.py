# function: vae_loss_function
# about: one image after the other in a Python loop, with beta as a tensor
import torch
from torch import nn


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    bce = nn.BCELoss(reduction="sum")
    weight = torch.tensor(float(beta), dtype=mu.dtype, device=mu.device)
    losses = []
    for i in range(x.shape[0]):
        kl = 0.5 * torch.sum(logvar[i].exp() + mu[i] ** 2 - 1 - logvar[i])
        losses.append(bce(recon[i], x[i]) + weight * kl)
    return torch.stack(losses).mean()
