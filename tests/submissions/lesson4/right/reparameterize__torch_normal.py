# function: reparameterize
# about: torch.normal for the noise alone, and a Python loop over the latent dimensions
import torch


def reparameterize(mu, logvar, generator=None):
    columns = []
    for j in range(mu.shape[-1]):
        m, lv = mu[..., j], logvar[..., j]
        noise = torch.normal(torch.zeros_like(m), torch.ones_like(m), generator=generator)
        columns.append(m + torch.exp(lv / 2) * noise.detach())
    return torch.stack(columns, dim=-1)
