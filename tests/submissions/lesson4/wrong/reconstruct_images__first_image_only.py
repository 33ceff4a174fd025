# function: reconstruct_images
# about: takes the first image only
# says: shape | first | all
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)[:1]
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu)
    vae.train(mode)
    return recon.reshape(tuple(test_data.shape)[1:])
