# function: build_decoder
# about: a tanh brought to (0, 1), after a residual layer
import torch
from torch import nn


class MyResidualDecoder(nn.Module):
    def __init__(self, latent_dim, output_dim, hidden_dim):
        super().__init__()
        self.first = nn.Linear(latent_dim, hidden_dim)
        self.second = nn.Linear(hidden_dim, hidden_dim)
        self.last = nn.Linear(hidden_dim, output_dim)

    def forward(self, z):
        h = torch.tanh(self.first(z))
        h = h + torch.relu(self.second(h))
        return 0.5 + 0.4999 * torch.tanh(self.last(h) / 2)


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return MyResidualDecoder(latent_dim, output_dim, hidden_dim)
