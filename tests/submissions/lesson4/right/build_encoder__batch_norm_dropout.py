# function: build_encoder
# about: batch normalization and dropout after a leaky hidden layer
from torch import nn


class MyNormedEncoder(nn.Module):
    def __init__(self, input_dim, latent_dim, hidden_dim):
        super().__init__()
        self.fc = nn.Linear(input_dim, hidden_dim)
        self.bn = nn.BatchNorm1d(hidden_dim)
        self.act = nn.LeakyReLU(0.1)
        self.drop = nn.Dropout(0.1)
        self.fc_mu = nn.Linear(hidden_dim, latent_dim)
        self.fc_logvar = nn.Linear(hidden_dim, latent_dim)

    def forward(self, x):
        h = self.drop(self.act(self.bn(self.fc(x))))
        return self.fc_mu(h), self.fc_logvar(h)


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    return MyNormedEncoder(input_dim, latent_dim, hidden_dim)
