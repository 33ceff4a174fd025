# function: generate_images
# about: latents between 0 and 1
# says: normal | uniform | prior
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.rand(n_samples, vae.latent_dim, generator=generator)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return images
