# function: train_vae
# about: a DataLoader over a TensorDataset, AdamW, the global seed set, the mean over the images
import torch
from torch.utils.data import DataLoader, TensorDataset


def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    torch.manual_seed(seed)
    device = device or "cpu"
    if data is None:
        data, _ = load_images()
    x = to_pixels(data)
    loader = DataLoader(TensorDataset(x), batch_size=batch_size, shuffle=True)
    vae = VAE(x.shape[1], latent_dim).to(device)
    optimizer = torch.optim.AdamW(vae.parameters(), lr=lr)
    train_losses = []
    for epoch in range(epochs):
        vae.train()
        total = 0
        for b, (batch,) in enumerate(loader):
            batch = batch.to(device)
            optimizer.zero_grad()
            recon, mu, logvar = vae(batch)
            loss = vae_loss_function(recon, batch, mu, logvar, beta)
            loss.backward()
            optimizer.step()
            total += loss.item() * batch.size(0)
            if on_batch is not None:
                on_batch(epoch, b, len(loader), loss.item())
        train_losses.append(total / len(loader.dataset))
    return vae, train_losses
