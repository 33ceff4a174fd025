# function: vae_loss_function
# about: probabilities squeezed to (1e-6, 1 - 1e-6) by an affine map, so that gradients go on at 0 and 1
import torch


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    p = 1e-6 + (1 - 2e-6) * recon
    log_likelihood = (x * torch.log(p) + (1 - x) * torch.log(1 - p)).flatten(1).sum(1)
    elbo = log_likelihood - beta * kl_to_standard_normal(mu, logvar)
    return -elbo.mean()
