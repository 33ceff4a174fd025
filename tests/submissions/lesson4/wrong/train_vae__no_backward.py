# function: train_vae
# about: forgets backward: the weights stay
# says: backward | learn | fall
import torch


def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    torch.manual_seed(seed)
    pixels = to_pixels(load_images()[0] if data is None else data)
    vae = VAE(pixels.shape[1], latent_dim)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    train_losses = []
    for epoch in range(epochs):
        batches = torch.randperm(len(pixels)).split(batch_size)
        total = 0.0
        for number, rows in enumerate(batches):
            x = pixels[rows]
            recon, mu, logvar = vae(x)
            loss = vae_loss_function(recon, x, mu, logvar, beta)
            optimizer.zero_grad()
            optimizer.step()
            total += loss.item() * len(x)
            if on_batch is not None:
                on_batch(epoch, number, len(batches), loss.item())
        train_losses.append(total / len(pixels))
    return vae, train_losses
