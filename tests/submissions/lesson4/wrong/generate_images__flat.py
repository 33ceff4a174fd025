# function: generate_images
# about: rows of pixels in place of images
# says: 28 | shape | image
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(n_samples, vae.latent_dim, generator=generator)
        images = vae.decode(z)
    vae.train(mode)
    return images
