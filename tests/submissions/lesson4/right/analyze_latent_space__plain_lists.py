# function: analyze_latent_space
# about: plain lists and numbers, latents by a Python loop
import torch


def analyze_latent_space(vae, data=None, labels=None, show=True):
    if data is None:
        data, labels = load_images()
    was = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(to_pixels(data))
    grid = None
    if vae.latent_dim == 2:
        ticks = [-2, -1, 0, 1, 2]
        with torch.no_grad():
            z = torch.tensor([[float(a), float(b)] for b in reversed(ticks) for a in ticks])
            grid = as_images(vae.decode(z))
            grid = grid.reshape(5, 5, *grid.shape[1:]).numpy()
    vae.train(was)
    n, k = mu.shape
    variance, kl = [], []
    for j in range(k):
        mean = mu[:, j].sum().item() / n
        variance.append(((mu[:, j] - mean) ** 2).sum().item() / n)
        kl.append(kl_to_standard_normal(mu[:, j : j + 1], logvar[:, j : j + 1]).mean().item())
    active = [v > 0.01 for v in variance]
    if show:
        for j in range(k):
            print("dimension", j, "variance", variance[j], "KL", kl[j])
        if k == 2:
            print(_scatter(mu.double().numpy(), None if labels is None else np.asarray(labels)))
        if grid is not None:
            show_images(grid.reshape(-1, *grid.shape[2:]), columns=5)
    return {
        "mu": mu.numpy(), "logvar": logvar.numpy(), "labels": labels, "manifold": grid,
        "mu_variance": variance, "kl_per_unit": kl, "active": active, "active_units": sum(active),
    }
