# function: demonstrate_reparameterization
# about: repeated estimates of ten samples each: mean and spread of the gradient for both estimators
import torch


def demonstrate_reparameterization(show=True):
    g = torch.Generator().manual_seed(0)
    mu = torch.zeros(2000, 3, requires_grad=True)
    logvar = torch.zeros(2000, 3)
    z = reparameterize(mu, logvar, g)
    f = (z - 2).pow(2).sum(dim=1)
    grad = torch.autograd.grad(f.sum(), mu)[0].reshape(200, 10, 3).mean(1)
    score = (f[:, None] * (z - mu)).detach().reshape(200, 10, 3).mean(1)
    out = {
        "pathwise_variance": grad.var(0).mean().item(),
        "score_variance": score.var(0).mean().item(),
        "pathwise_mean": grad.mean().item(),
        "score_mean": score.mean().item(),
        "truth": -4.0,
    }
    if show:
        for name, value in out.items():
            print(f"{name}: {value:.3f}")
    return out
