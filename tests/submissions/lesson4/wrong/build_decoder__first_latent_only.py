# function: build_decoder
# about: only the first latent dimension is read
# says: latent | dimension | depend
import torch
from torch import nn


class MyDecoder(nn.Module):
    def __init__(self, output_dim, hidden_dim):
        super().__init__()
        self.a, self.b = nn.Linear(1, hidden_dim), nn.Linear(hidden_dim, output_dim)

    def forward(self, z):
        return torch.sigmoid(self.b(torch.relu(self.a(z[:, :1]))))


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return MyDecoder(output_dim, hidden_dim)
