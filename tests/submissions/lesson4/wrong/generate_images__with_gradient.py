# function: generate_images
# about: the images hold on to their graph
# says: gradient | no_grad | detach
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.enable_grad():
        z = torch.randn(n_samples, vae.latent_dim, generator=generator)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return images
