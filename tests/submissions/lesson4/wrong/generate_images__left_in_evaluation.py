# function: generate_images
# about: leaves the model in evaluation mode
# says: mode | eval | training
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(n_samples, vae.latent_dim, generator=generator)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    return images
