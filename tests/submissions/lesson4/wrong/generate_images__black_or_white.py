# function: generate_images
# about: ink made 0 or 1
# says: 0 and 1 | between | probabilit
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(n_samples, vae.latent_dim, generator=generator)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return (images > 0.5).float()
