# function: generate_images
# about: one latent point for all the images
# says: same | differ | sample
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(1, vae.latent_dim, generator=generator).repeat(n_samples, 1)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return images
