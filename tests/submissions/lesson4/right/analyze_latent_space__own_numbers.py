# function: analyze_latent_space
# about: measured by torch, whole grid in one call, a coarse picture of letters
import numpy as np
import torch


def analyze_latent_space(vae, data=None, labels=None, show=True):
    if data is None:
        data, labels = load_images()
    x = to_pixels(data)
    was = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        kl = 0.5 * (logvar.exp() + mu**2 - 1 - logvar)
        manifold = None
        if vae.latent_dim == 2:
            axis = torch.linspace(-2, 2, 10)
            z = torch.cartesian_prod(axis, axis)
            manifold = vae.decode(z)
            side = int(round(manifold.shape[1] ** 0.5))
            if side * side == manifold.shape[1]:
                manifold = manifold.reshape(10, 10, side, side)
            manifold = manifold.numpy()
    vae.train(was)
    variance = mu.var(dim=0, unbiased=False)
    out = {
        "mu": mu.numpy(),
        "logvar": logvar.numpy(),
        "labels": None if labels is None else np.asarray(labels),
        "kl_per_unit": kl.mean(0).numpy(),
        "mu_variance": variance.numpy(),
        "active": (variance > 0.01).numpy(),
        "active_units": int((variance > 0.01).sum()),
        "manifold": manifold,
    }
    if show:
        print("active units:", out["active_units"], "of", vae.latent_dim)
        for i in range(min(20, len(x))):
            name = "?" if labels is None else str(labels[i])
            print(name, *(f"{v:+.2f}" for v in out["mu"][i][:2]))
        if manifold is not None and manifold.ndim == 4:
            show_images(manifold[::3, ::3].reshape(-1, *manifold.shape[2:]))
    return out
