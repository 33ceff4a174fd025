# function: analyze_latent_space
# about: more numbers than asked for: means by digit, and a list of the active units
import numpy as np
import torch


@torch.no_grad()
def analyze_latent_space(vae, data=None, labels=None, show=True):
    if data is None:
        data, labels = load_images()
    mode = vae.training
    vae.eval()
    encoded = [vae.encode(part) for part in to_pixels(data).split(500)]
    mu = torch.cat([e[0] for e in encoded]).double().numpy()
    logvar = torch.cat([e[1] for e in encoded]).double().numpy()
    manifold = _manifold(vae, 8) if vae.latent_dim == 2 else None
    vae.train(mode)
    active = np.var(mu, axis=0) > 1e-2
    result = dict(mu=mu, logvar=logvar, manifold=manifold, active=active)
    result["active_units"] = int(np.sum(active))
    result["mu_variance"] = np.var(mu, axis=0)
    result["kl_per_unit"] = np.mean((np.exp(logvar) + mu**2 - 1 - logvar) / 2, axis=0)
    result["labels"] = None if labels is None else np.asarray(labels)
    result["by_digit"] = {}
    if labels is not None:
        for digit in np.unique(labels):
            result["by_digit"][int(digit)] = mu[result["labels"] == digit].mean(axis=0)
    if show:
        print("in use:", result["active_units"], "of", mu.shape[1])
        for digit, mean in result["by_digit"].items():
            print(digit, np.round(mean, 2))
        if mu.shape[1] == 2:
            print(_scatter(mu, result["labels"]))
        if manifold is not None:
            show_images(manifold[::2, ::2].reshape(-1, *manifold.shape[2:]))
    return result
