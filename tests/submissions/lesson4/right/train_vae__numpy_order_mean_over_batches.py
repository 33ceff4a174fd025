# function: train_vae
# about: a NumPy generator gives the order, the mean over batches, Adam with clipped gradients
import numpy as np
import torch


def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    rng = np.random.default_rng(seed)
    x = to_pixels(load_images()[0] if data is None else data)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        vae = VAE(input_dim=x.shape[1], latent_dim=latent_dim)
        if device is not None:
            vae, x = vae.to(device), x.to(device)
        opt = torch.optim.Adam(vae.parameters(), lr=lr)
        history = []
        n_batches = -(-len(x) // batch_size)
        for epoch in range(epochs):
            order = rng.permutation(len(x))
            losses = []
            for b in range(n_batches):
                xb = x[torch.as_tensor(order[b * batch_size : (b + 1) * batch_size])]
                loss = vae_loss_function(*my_arguments(vae, xb), beta=beta)
                opt.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(vae.parameters(), 100.0)
                opt.step()
                losses.append(float(loss.detach()))
                if on_batch:
                    on_batch(epoch, b, n_batches, losses[-1])
            history.append(float(np.mean(losses)))
    vae.eval()
    return vae, history


def my_arguments(vae, xb):
    recon, mu, logvar = vae(xb)
    return recon, xb, mu, logvar
