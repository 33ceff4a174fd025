# function: demonstrate_vae_objective
# about: prints what it finds and returns None
# says: dict | return | none
import torch


def demonstrate_vae_objective(show=True):
    mu = torch.ones(1, 2)
    kl = kl_to_standard_normal(mu, torch.zeros(1, 2)).item()
    if show:
        print("KL at mu = 1:", kl)
