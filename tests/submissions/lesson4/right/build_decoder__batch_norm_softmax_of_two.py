# function: build_decoder
# about: batch norm and dropout, the probability as a softmax over ink and paper
import torch
from torch import nn


class MyDecoder(nn.Module):
    def __init__(self, latent_dim, output_dim, hidden_dim):
        super().__init__()
        self.hidden = nn.Linear(latent_dim, hidden_dim)
        self.norm = nn.BatchNorm1d(hidden_dim)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(hidden_dim, 2 * output_dim)

    def forward(self, z):
        h = self.drop(torch.relu(self.norm(self.hidden(z))))
        return self.out(h).unflatten(1, (2, -1)).softmax(dim=1)[:, 0]


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    return MyDecoder(latent_dim, output_dim, hidden_dim)
