# function: reconstruct_images
# about: decodes logvar in place of mu
# says: mu | logvar
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(logvar)
    vae.train(mode)
    return recon.reshape(tuple(test_data.shape))
