# function: reconstruct_images
# about: one image after the other in evaluation mode, as a NumPy array
import numpy as np
import torch


def reconstruct_images(vae, test_data):
    pixels = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    rows = []
    with torch.no_grad():
        for row in pixels:
            mu, _ = vae.encode(row[None])
            rows.append(vae.decode(mu)[0].numpy())
    vae.train(mode)
    return np.array(rows).reshape(tuple(test_data.shape))
