# function: demonstrate_reparameterization
# about: prints whatever show says
# says: show | print | silent
import torch


def demonstrate_reparameterization(show=True):
    mu = torch.zeros(1000, 1, requires_grad=True)
    z = reparameterize(mu, torch.zeros(1000, 1), torch.Generator().manual_seed(0))
    (path,) = torch.autograd.grad((z**2).sum(), mu)
    score = (z**2 * z).detach()
    print("pathwise", path.var().item(), "score", score.var().item())
    return {"pathwise": path.var().item(), "score": score.var().item()}
