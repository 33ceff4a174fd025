# function: build_encoder
# about: a convolution along the pixels, pooled, ahead of the linear layers
from torch import nn


class MyConvEncoder(nn.Module):
    def __init__(self, input_dim, latent_dim, hidden_dim):
        super().__init__()
        self.conv = nn.Conv1d(1, 4, kernel_size=5, stride=2, padding=2)
        self.lin = nn.Linear(4 * ((input_dim + 1) // 2), hidden_dim)
        self.out = nn.Linear(hidden_dim, 2 * latent_dim)
        self.latent_dim = latent_dim

    def forward(self, x):
        h = self.conv(x.unsqueeze(1)).relu().flatten(1)
        h = self.out(self.lin(h).relu())
        return h[:, : self.latent_dim], h[:, self.latent_dim :]


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyConvEncoder(input_dim, latent_dim, hidden_dim)
