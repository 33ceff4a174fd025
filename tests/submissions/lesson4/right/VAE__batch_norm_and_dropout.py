# function: VAE
# about: batch norm in the decoder and dropout in the encoder, a property for latent_dim
import torch
from torch import nn


class MyDropEncoder(nn.Module):
    def __init__(self, d, k, h):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(), nn.Linear(d, h), nn.SiLU(), nn.Dropout(0.1), nn.Linear(h, 2 * k)
        )

    def forward(self, x):
        return torch.chunk(self.net(x), 2, dim=1)


class VAE(nn.Module):
    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=400):
        super().__init__()
        self.encoder = MyDropEncoder(input_dim, latent_dim, hidden_dim)
        self.decoder = nn.Sequential(
            nn.Linear(latent_dim, hidden_dim), nn.BatchNorm1d(hidden_dim), nn.SiLU(),
            nn.Linear(hidden_dim, input_dim), nn.Sigmoid(),
        )
        self._k = latent_dim

    @property
    def latent_dim(self):
        return self._k

    def encode(self, x):
        mu, logvar = self.encoder(x)
        return mu, logvar

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x, generator=None):
        mu, logvar = self.encode(x)
        return self.decode(reparameterize(mu, logvar, generator)), mu, logvar
