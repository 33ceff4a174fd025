# function: VAE
# about: detaches z: the encoder learns nothing from the reconstruction
# says: gradient | detach | encoder
from torch import nn


class VAE(nn.Module):
    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=400):
        super().__init__()
        self.latent_dim = latent_dim
        self.encoder = build_encoder(input_dim, latent_dim, hidden_dim)
        self.decoder = build_decoder(latent_dim, input_dim, hidden_dim)

    def encode(self, x):
        return self.encoder(x.flatten(1))

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x):
        mu, logvar = self.encode(x)
        z = reparameterize(mu, logvar) if self.training else mu
        return self.decode(z.detach()), mu, logvar
