# function: generate_images
# about: ink from 0 to 255
# says: 255 | between | 0 and 1
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        z = torch.randn(n_samples, vae.latent_dim, generator=generator)
        images = vae.decode(z).reshape(n_samples, 28, 28)
    vae.train(mode)
    return (images * 255).to(torch.uint8)
