# function: demonstrate_vae_objective
# about: prints whatever show says
# says: show | print | silent
import torch


def demonstrate_vae_objective(show=True):
    mu = torch.ones(1, 2)
    kl = kl_to_standard_normal(mu, torch.zeros(1, 2)).item()
    print("KL at mu = 1:", kl)
    return {"kl": kl}
