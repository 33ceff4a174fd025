# function: generate_images
# about: under inference_mode, through vae.decoder, in batches, the mode put back in a finally
import torch


@torch.inference_mode()
def generate_images(vae, n_samples=16, generator=None):
    training = vae.training
    try:
        vae.train(False)
        z = torch.empty(n_samples, vae.latent_dim).normal_(0.0, 1.0, generator=generator)
        images = torch.cat([vae.decoder(part) for part in z.split(8)])
    finally:
        vae.train(training)
    side = int(images.shape[1] ** 0.5)
    return images.view(n_samples, side, side)
