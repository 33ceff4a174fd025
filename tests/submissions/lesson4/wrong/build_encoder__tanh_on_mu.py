# function: build_encoder
# about: a tanh after the mean: it stays between -1 and 1
# says: bound | tanh | limit
import torch
from torch import nn


class MyEncoder(nn.Module):
    def __init__(self, d, k, h):
        super().__init__()
        self.fc, self.mu, self.lv = nn.Linear(d, h), nn.Linear(h, k), nn.Linear(h, k)

    def forward(self, x):
        h = torch.relu(self.fc(x))
        return torch.tanh(self.mu(h)), self.lv(h)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyEncoder(input_dim, latent_dim, hidden_dim)
