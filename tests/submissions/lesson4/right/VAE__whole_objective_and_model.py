# function: kl_to_standard_normal, vae_loss_function, reparameterize, build_encoder, build_decoder, VAE
# about: the objective, the networks and the model in one piece
import torch
import torch.nn as nn
import torch.nn.functional as F


def kl_to_standard_normal(mu, logvar):
    return -0.5 * torch.einsum("nl->n", 1 + logvar - mu.pow(2) - logvar.exp())


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    n = x.shape[0]
    bce = F.binary_cross_entropy(recon.reshape(n, -1), x.reshape(n, -1), reduction="sum") / n
    return bce + beta * kl_to_standard_normal(mu, logvar).mean()


def reparameterize(mu, logvar, generator=None):
    std = (logvar / 2).exp()
    eps = torch.randn(std.size(), generator=generator, dtype=std.dtype, device=std.device)
    return mu + eps * std


class MyEncoder(nn.Module):
    def __init__(self, input_dim, latent_dim, hidden_dim):
        super().__init__()
        self.trunk = nn.ModuleList([nn.Linear(input_dim, hidden_dim), nn.Linear(hidden_dim, hidden_dim)])
        self.heads = nn.ModuleDict({k: nn.Linear(hidden_dim, latent_dim) for k in ("mu", "logvar")})

    def forward(self, x):
        for layer in self.trunk:
            x = F.leaky_relu(layer(x))
        return self.heads["mu"](x), self.heads["logvar"](x)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyEncoder(input_dim, latent_dim, hidden_dim)


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    layers = []
    for a, b in ((latent_dim, hidden_dim), (hidden_dim, hidden_dim)):
        layers += [nn.Linear(a, b), nn.LeakyReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden_dim, output_dim), nn.Sigmoid())


class VAE(nn.Module):
    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=400):
        super().__init__()
        self.input_dim, self.latent_dim, self.hidden_dim = input_dim, latent_dim, hidden_dim
        self.encoder = build_encoder(input_dim, latent_dim, hidden_dim)
        self.decoder = build_decoder(latent_dim, input_dim, hidden_dim)

    def encode(self, x):
        return self.encoder(torch.flatten(x, start_dim=1))

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x):
        mu, logvar = self.encode(x)
        return self.decode(reparameterize(mu, logvar)), mu, logvar
