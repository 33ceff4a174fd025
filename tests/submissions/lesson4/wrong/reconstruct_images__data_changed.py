# function: reconstruct_images
# about: overwrites the data with the reconstruction
# says: changed | in place | data
import torch


def reconstruct_images(vae, test_data):
    x = to_pixels(test_data)
    mode = vae.training
    vae.eval()
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(mu)
    vae.train(mode)
    out = recon.reshape(tuple(test_data.shape))
    test_data[...] = out if torch.is_tensor(test_data) else out.numpy()
    return out
