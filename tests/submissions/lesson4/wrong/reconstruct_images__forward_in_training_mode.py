# function: reconstruct_images
# about: calls the model as it comes: in training mode it samples
# says: mode | mu | sample
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    with torch.no_grad():
        recon = vae(x)[0]
    vae.train(mode)
    return recon.reshape(tuple(test_data.shape))
