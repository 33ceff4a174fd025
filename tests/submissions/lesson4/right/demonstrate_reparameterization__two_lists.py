# function: demonstrate_reparameterization
# about: both estimators for E[z^2] in one dimension, at several sample sizes
import torch


def demonstrate_reparameterization(show=True):
    g = torch.Generator().manual_seed(11)
    result = {"n": [], "path_mean": [], "score_mean": [], "path_var": [], "score_var": []}
    for n in (100, 1000, 10000):
        mu = torch.full((n, 1), 1.5, requires_grad=True)
        z = reparameterize(mu, torch.zeros(n, 1), generator=g)
        (z**2).sum().backward()
        path = mu.grad[:, 0]
        score = (z**2 * (z - mu)).detach()[:, 0]
        result["n"].append(n)
        result["path_mean"].append(path.mean().item())
        result["score_mean"].append(score.mean().item())
        result["path_var"].append(path.var().item())
        result["score_var"].append(score.var().item())
        if show:
            print(n, "samples:", path.var().item(), "pathwise,", score.var().item(), "score")
    return result
