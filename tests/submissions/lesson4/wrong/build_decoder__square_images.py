# function: build_decoder
# about: images (n, side, side) in place of rows
# says: shape | flat | output_dim
import math

from torch import nn


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    side = math.isqrt(output_dim)
    return nn.Sequential(
        nn.Linear(latent_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, output_dim),
        nn.Sigmoid(), nn.Unflatten(1, (side, side)),
    )
