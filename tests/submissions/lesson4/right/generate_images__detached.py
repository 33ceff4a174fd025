# function: generate_images
# about: decoded with gradients and detached, printed on the way
import torch


def generate_images(vae, n_samples=16, generator=None):
    was_training = vae.training
    vae.eval()
    shape = (n_samples, vae.latent_dim)
    z = torch.normal(torch.zeros(shape), torch.ones(shape), generator=generator)
    images = vae.decode(z).detach().reshape(n_samples, 28, 28)
    if was_training:
        vae.train()
    show_images(images[:4])
    return images
