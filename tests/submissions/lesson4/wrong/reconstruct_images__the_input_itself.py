# function: reconstruct_images
# about: returns the images that it was given
# says: decod | reconstruct | same
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu)
    vae.train(mode)
    return x.reshape(tuple(test_data.shape))
