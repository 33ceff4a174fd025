# function: build_decoder
# about: a plain nn.Sequential with two ELU layers and a sigmoid
from torch import nn


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return nn.Sequential(
        nn.Linear(latent_dim, hidden_dim // 2 + 1),
        nn.ELU(),
        nn.Linear(hidden_dim // 2 + 1, hidden_dim),
        nn.ELU(),
        nn.Linear(hidden_dim, output_dim),
        nn.Sigmoid(),
    )
