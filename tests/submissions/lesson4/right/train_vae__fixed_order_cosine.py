# function: train_vae
# about: the images in the order given, Adam whose rate falls along a cosine, returned in training mode
import torch


def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    torch.manual_seed(seed)
    pixels = to_pixels(load_images()[0] if data is None else data)
    vae = VAE(pixels.size(1), latent_dim)
    if device:
        vae = vae.to(device)
        pixels = pixels.to(device)
    starts = list(range(0, pixels.size(0), batch_size))
    opt = torch.optim.Adam(vae.parameters(), lr)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(opt, 2 * epochs * len(starts))
    train_losses = []
    for epoch in range(epochs):
        running = 0.0
        for number, start in enumerate(starts):
            x = pixels[start : start + batch_size]
            recon, mu, logvar = vae(x)
            loss = vae_loss_function(recon, x, mu, logvar, beta)
            opt.zero_grad()
            loss.backward()
            opt.step()
            scheduler.step()
            running += loss.item()
            if on_batch is not None:
                on_batch(epoch, number, len(starts), loss.item())
        train_losses.append(running / len(starts))
    return vae, train_losses
