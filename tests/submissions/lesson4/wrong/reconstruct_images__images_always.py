# function: reconstruct_images
# about: images of 28 by 28, for rows of pixels too
# says: shape
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu)
    vae.train(mode)
    return recon.reshape(-1, 28, 28)
