# function: generate_images
# about: a NumPy array of 28 by 28 images, one image at a time, mode put back by train()
import numpy as np
import torch


def generate_images(vae, n_samples=16, generator=None):
    mode = vae.training
    vae.eval()
    pictures = []
    for _ in range(n_samples):
        z = torch.randn(1, vae.latent_dim, generator=generator)
        with torch.no_grad():
            pictures.append(vae.decode(z).reshape(28, 28).numpy())
    vae.train(mode)
    return np.stack(pictures)
