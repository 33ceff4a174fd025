# function: build_encoder
# about: the same layer gives mu and logvar
# says: same | logvar | separate
import torch
from torch import nn


class MyEncoder(nn.Module):
    def __init__(self, d, k, h):
        super().__init__()
        self.fc, self.out = nn.Linear(d, h), nn.Linear(h, k)

    def forward(self, x):
        h = torch.relu(self.fc(x))
        return self.out(h), self.out(h)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyEncoder(input_dim, latent_dim, hidden_dim)
