# function: generate_images
# about: does not use the generator
# says: generator | seed
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(n_samples, vae.latent_dim)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return images
