# function: reconstruct_images
# about: leaves the model in evaluation mode
# says: mode | eval | training
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu)
    return recon.reshape(tuple(test_data.shape))
