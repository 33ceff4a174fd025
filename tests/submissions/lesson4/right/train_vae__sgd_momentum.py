# function: train_vae
# about: stochastic gradient descent with momentum and clipped gradients, the old state of torch put back
import torch


def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    old = torch.get_rng_state()
    torch.manual_seed(seed)
    x = to_pixels(load_images()[0] if data is None else data)
    vae = VAE(x.shape[1], latent_dim)
    sgd = torch.optim.SGD(vae.parameters(), lr=lr, momentum=0.9, nesterov=True)
    losses = []
    for epoch in range(epochs):
        parts = x[torch.randperm(len(x))].split(batch_size)
        weighted = []
        for i, part in enumerate(parts):
            sgd.zero_grad()
            recon, mu, logvar = vae(part)
            loss = vae_loss_function(recon, part, mu, logvar, beta=beta)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(vae.parameters(), 50.0)
            sgd.step()
            weighted.append(loss.item() * len(part))
            if on_batch is not None:
                on_batch(epoch, i, len(parts), loss.item())
        losses.append(sum(weighted) / len(x))
    torch.set_rng_state(old)
    return vae, losses
