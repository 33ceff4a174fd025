# function: build_encoder
# about: logvar is always zero: an auto-encoder with noise of variance 1
# says: logvar | constant | gradient
import torch
from torch import nn


class MyEncoder(nn.Module):
    def __init__(self, d, k, h):
        super().__init__()
        self.fc, self.mu = nn.Linear(d, h), nn.Linear(h, k)

    def forward(self, x):
        mu = self.mu(torch.relu(self.fc(x)))
        return mu, torch.zeros_like(mu)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyEncoder(input_dim, latent_dim, hidden_dim)
