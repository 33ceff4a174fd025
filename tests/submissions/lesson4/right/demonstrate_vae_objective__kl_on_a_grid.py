# function: demonstrate_vae_objective
# about: the KL over a grid of means and log-variances as arrays, with its smallest value
import torch


def demonstrate_vae_objective(show=True):
    grid = torch.linspace(-3, 3, 61, dtype=torch.float64)
    m, lv = torch.meshgrid(grid, grid, indexing="ij")
    kl = kl_to_standard_normal(m.reshape(-1, 1), lv.reshape(-1, 1))
    best = int(kl.argmin())
    found = {
        "kl": kl.numpy(),
        "smallest": float(kl.min()),
        "mu_there": float(m.reshape(-1)[best]),
        "logvar_there": float(lv.reshape(-1)[best]),
    }
    if show:
        print("KL is smallest at mu =", found["mu_there"], "logvar =", found["logvar_there"])
        print("where it is", found["smallest"])
    return found
