# function: train_vae
# about: a DataLoader that drops the last batch: no batch at all where there are few images
# says: drop | batch | zero
import torch
from torch.utils.data import DataLoader, TensorDataset


def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    torch.manual_seed(seed)
    pixels = to_pixels(load_images()[0] if data is None else data)
    vae = VAE(pixels.shape[1], latent_dim)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    loader = DataLoader(TensorDataset(pixels), batch_size=batch_size, shuffle=True, drop_last=True)
    train_losses = []
    for epoch in range(epochs):
        total = 0.0
        for number, (x,) in enumerate(loader):
            recon, mu, logvar = vae(x)
            loss = vae_loss_function(recon, x, mu, logvar, beta)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x)
            if on_batch is not None:
                on_batch(epoch, number, len(loader), loss.item())
        train_losses.append(total / (len(loader) * batch_size))
    return vae, train_losses
