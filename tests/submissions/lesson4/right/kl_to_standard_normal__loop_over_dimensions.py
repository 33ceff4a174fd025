# function: kl_to_standard_normal
# about: one latent dimension at a time, added up, with the guide's sign outside
import torch


def kl_to_standard_normal(mu, logvar):
    total = 0
    for j in range(mu.shape[1]):
        total = total + (1 + logvar[:, j] - mu[:, j] ** 2 - torch.exp(logvar[:, j]))
    return -0.5 * total
