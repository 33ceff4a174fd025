# function: build_decoder
# about: cut to [0, 1], where it has no gradient beyond
# says: sigmoid | between 0 and 1 | clamp
from torch import nn


class MyDecoder(nn.Sequential):
    def forward(self, z):
        return super().forward(z).clamp(0, 1)


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return MyDecoder(
        nn.Linear(latent_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, output_dim)
    )
