# function: build_decoder
# about: no sigmoid at the end
# says: sigmoid | between 0 and 1 | probabilit
from torch import nn


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return nn.Sequential(
        nn.Linear(latent_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, output_dim)
    )
