# function: build_encoder
# about: a softplus gives the variance, of which the logarithm is returned
import torch
from torch import nn
from torch.nn import functional as F


class MySoftplusEncoder(nn.Module):
    def __init__(self, input_dim, latent_dim, hidden_dim):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(input_dim, hidden_dim), nn.Tanh())
        self.mean = nn.Linear(hidden_dim, latent_dim)
        self.raw = nn.Linear(hidden_dim, latent_dim)

    def forward(self, x):
        h = self.layers(x)
        variance = F.softplus(self.raw(h)) + 1e-6
        return self.mean(h), torch.log(variance)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MySoftplusEncoder(input_dim, latent_dim, hidden_dim)
