# function: VAE
# about: keeps encoder and decoder in a plain dict: no parameters are registered
# says: parameter | register | module
from torch import nn


class VAE(nn.Module):
    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=400):
        super().__init__()
        self.latent_dim = latent_dim
        self.parts = {
            "encoder": build_encoder(input_dim, latent_dim, hidden_dim),
            "decoder": build_decoder(latent_dim, input_dim, hidden_dim),
        }

    @property
    def encoder(self):
        return self.parts["encoder"]

    @property
    def decoder(self):
        return self.parts["decoder"]

    def encode(self, x):
        return self.encoder(x.flatten(1))

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x):
        mu, logvar = self.encode(x)
        z = reparameterize(mu, logvar) if self.training else mu
        return self.decode(z), mu, logvar
