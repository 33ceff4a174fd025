# function: build_encoder
# about: mu and logvar in one tensor, not cut
# says: tuple | two | pair
from torch import nn


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return nn.Sequential(
        nn.Linear(input_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, 2 * latent_dim)
    )
