# function: reconstruct_images
# about: the reconstructions hold on to their graph
# says: gradient | no_grad | detach
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.enable_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu)
    vae.train(mode)
    return recon.reshape(tuple(test_data.shape))
