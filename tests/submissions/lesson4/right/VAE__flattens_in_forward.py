# function: VAE
# about: flattens at the start of forward, mu in evaluation mode, calls the parts directly
import torch.nn as nn


class VAE(nn.Module):
    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=400):
        super().__init__()
        self.encoder = build_encoder(input_dim, latent_dim, hidden_dim)
        self.decoder = build_decoder(latent_dim, input_dim, hidden_dim)
        self.latent_dim = latent_dim

    def encode(self, x):
        return self.encoder(x.reshape(x.size(0), -1))

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x):
        flat = x.reshape(x.size(0), -1)
        mu, logvar = self.encoder(flat)
        if self.training:
            z = reparameterize(mu, logvar)
        else:
            z = mu
        return self.decoder(z), mu, logvar
