# function: build_decoder
# about: a softmax over the pixels: the ink of an image sums to one
# says: softmax | sum | sigmoid
from torch import nn


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return nn.Sequential(
        nn.Linear(latent_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, output_dim),
        nn.Softmax(dim=1),
    )
