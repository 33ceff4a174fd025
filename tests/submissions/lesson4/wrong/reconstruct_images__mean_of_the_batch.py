# function: reconstruct_images
# about: decodes the mean of mu over the images
# says: mean | image | mu
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu.mean(0, keepdim=True).expand_as(mu))
    vae.train(mode)
    return recon.reshape(tuple(test_data.shape))
