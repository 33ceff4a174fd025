# function: build_encoder
# about: two separate networks for mu and logvar, logvar softly limited to ±10 by a tanh
import torch
from torch import nn


class MyTwoNetworks(nn.Module):
    def __init__(self, input_dim, latent_dim, hidden_dim):
        super().__init__()

        def net():
            return nn.Sequential(
                nn.Linear(input_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, latent_dim)
            )

        self.nets = nn.ModuleList([net(), net()])

    def forward(self, x):
        mu, logvar = (net(x) for net in self.nets)
        return mu, 10 * torch.tanh(logvar / 10)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyTwoNetworks(input_dim, latent_dim, hidden_dim)
