# function: train_vae
# about: RMSprop, encode, sample and decode by hand, own conversion of the data, NaN refused
import math

import numpy as np
import torch
import torch.nn.functional as F


def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    if data is None:
        data = load_images()[0]
    x = torch.as_tensor(np.asarray(data))
    x = x.float() / 255 if x.dtype == torch.uint8 else x.float()
    x = x.reshape(len(x), -1)
    if torch.isnan(x).any():
        raise ValueError("data holds NaN")
    torch.manual_seed(seed)
    gen = torch.Generator().manual_seed(seed)
    vae = VAE(x.shape[1], latent_dim)
    vae.to(device or "cpu")
    vae.train()
    opt = torch.optim.RMSprop(vae.parameters(), lr=lr)
    train_losses = []
    for epoch in range(epochs):
        batches = torch.randperm(len(x), generator=gen).split(batch_size)
        epoch_loss = 0.0
        for i, idx in enumerate(batches):
            xb = x[idx].to(device or "cpu")
            mu, logvar = vae.encode(xb)
            recon = vae.decode(reparameterize(mu, logvar))
            bce = F.binary_cross_entropy(recon, xb, reduction="sum") / len(xb)
            loss = bce + beta * kl_to_standard_normal(mu, logvar).mean()
            value = loss.item()
            if not math.isfinite(value):
                raise FloatingPointError(f"loss is {value} in epoch {epoch}, batch {i}")
            opt.zero_grad()
            loss.backward()
            opt.step()
            epoch_loss += value * len(xb)
            if on_batch is not None:
                on_batch(epoch, i, len(batches), value)
        train_losses.append(epoch_loss / len(x))
    return vae, train_losses
