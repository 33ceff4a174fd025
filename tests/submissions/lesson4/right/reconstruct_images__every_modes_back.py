# function: reconstruct_images
# about: the mode of every module put back one by one, and through inference_mode
import numpy as np
import torch


def reconstruct_images(vae, test_data):
    modes = {module: module.training for module in vae.modules()}
    vae.eval()
    try:
        with torch.inference_mode():
            x = to_pixels(test_data)
            mu = vae.encode(x)[0]
            images = vae.decode(mu)
    finally:
        for module, mode in modes.items():
            module.training = mode
    return images.numpy().reshape(np.shape(test_data))
