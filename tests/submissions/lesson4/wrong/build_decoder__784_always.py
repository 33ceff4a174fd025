# function: build_decoder
# about: output_dim is not used
# says: output_dim | 784 | shape
from torch import nn


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return nn.Sequential(
        nn.Linear(latent_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, 784), nn.Sigmoid()
    )
