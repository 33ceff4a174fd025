# function: reconstruct_images
# about: its own conversion of arrays and tensors, mu through the decoder, the kind of the input given back
import numpy as np
import torch


def reconstruct_images(vae, test_data):
    was_array = not torch.is_tensor(test_data)
    x = torch.tensor(np.asarray(test_data)) if was_array else test_data.detach().clone()
    shape = x.shape
    if x.dtype == torch.uint8:
        x = x.float() / 255.0
    x = x.float().reshape(shape[0], -1)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, _ = vae.encoder(x)
        out = vae.decoder(mu)
    vae.train(mode)
    out = out.reshape(shape)
    return out.numpy() if was_array else out
