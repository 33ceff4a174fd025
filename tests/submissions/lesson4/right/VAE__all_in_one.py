# function: VAE
# about: its own networks inside, which always sample, in evaluation mode too
import torch
from torch import nn


class MyHeads(nn.Module):
    def __init__(self, d, k, h):
        super().__init__()
        self.fc1 = nn.Linear(d, h)
        self.fc21 = nn.Linear(h, k)
        self.fc22 = nn.Linear(h, k)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        return self.fc21(h), self.fc22(h)


class VAE(nn.Module):
    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=400):
        super(VAE, self).__init__()
        self.input_dim = input_dim
        self.latent_dim = latent_dim
        self.encoder = MyHeads(input_dim, latent_dim, hidden_dim)
        self.decoder = nn.Sequential(
            nn.Linear(latent_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, input_dim), nn.Sigmoid()
        )

    def encode(self, x):
        return self.encoder(x.reshape(-1, self.input_dim))

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x):
        mu, logvar = self.encode(x)
        std = torch.exp(0.5 * logvar)
        z = mu + std * torch.randn_like(std)
        return self.decode(z), mu, logvar
