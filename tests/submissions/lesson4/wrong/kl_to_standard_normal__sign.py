# function: kl_to_standard_normal
# about: the guide's bracket without the minus: the KL comes out negative
# says: sign | negative | minus
import torch


def kl_to_standard_normal(mu, logvar):
    return 0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
