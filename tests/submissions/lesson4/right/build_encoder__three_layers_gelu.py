# function: build_encoder
# about: three hidden layers of other widths with GELU and two heads
import torch
from torch import nn


class MyDeepEncoder(nn.Module):
    def __init__(self, d, k, h):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(d, h), nn.GELU(), nn.Linear(h, h // 2 + 1), nn.GELU(),
            nn.Linear(h // 2 + 1, h // 4 + 1), nn.GELU(),
        )
        self.mu = nn.Linear(h // 4 + 1, k)
        self.logvar = nn.Linear(h // 4 + 1, k)

    def forward(self, x):
        h = self.body(x)
        return self.mu(h), self.logvar(h)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyDeepEncoder(input_dim, latent_dim, hidden_dim)
