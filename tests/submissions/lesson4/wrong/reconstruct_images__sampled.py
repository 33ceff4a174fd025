# function: reconstruct_images
# about: decodes a sample, so that each call differs
# says: mu | sample | noise
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(reparameterize(mu, logvar))
    vae.train(mode)
    return recon.reshape(tuple(test_data.shape))
