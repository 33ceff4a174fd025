# function: reconstruct_images
# about: uint8 is not divided by 255
# says: 255 | uint8
import torch


def reconstruct_images(vae, test_data):
    x = torch.as_tensor(test_data).float().flatten(1)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu)
    vae.train(mode)
    return recon.reshape(tuple(test_data.shape))
