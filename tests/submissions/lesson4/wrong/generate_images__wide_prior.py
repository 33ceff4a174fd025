# function: generate_images
# about: latents of standard deviation 3
# says: prior | normal | variance
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = 3 * torch.randn(n_samples, vae.latent_dim, generator=generator)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return images
