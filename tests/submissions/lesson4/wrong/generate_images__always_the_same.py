# function: generate_images
# about: the same images at each call
# says: seed | same | call
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(n_samples, vae.latent_dim, generator=torch.Generator().manual_seed(0))
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return images
