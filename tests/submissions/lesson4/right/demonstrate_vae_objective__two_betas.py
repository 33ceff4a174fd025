# function: demonstrate_vae_objective
# about: the loss on made-up images at several betas, and its two terms
import torch


def demonstrate_vae_objective(show=True):
    g = torch.Generator().manual_seed(3)
    x = torch.rand(50, 100, generator=g)
    recon = torch.rand(50, 100, generator=g)
    mu = torch.randn(50, 4, generator=g)
    logvar = torch.randn(50, 4, generator=g)
    kl = kl_to_standard_normal(mu, logvar).mean().item()
    losses = {}
    for beta in (0.0, 0.5, 1.0, 4.0):
        losses[beta] = vae_loss_function(recon, x, mu, logvar, beta).item()
        if show:
            print(f"beta {beta}: loss {losses[beta]:.3f}")
    if show:
        print(f"kl {kl:.3f}")
    return {"kl": kl, "reconstruction": losses[0.0], "loss_at_beta_1": losses[1.0]}
