"""Wrong encoders (activity 4.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from exercises.kit.case import collect, misconception
from reference.variational_auto_encoder_examples import build_encoder

E = "build_encoder"


class Then(nn.Module):  # type: ignore[misc]
    """A network, and something done with what it gives."""

    def __init__(self, net: nn.Module, then: Callable[..., Any]) -> None:
        super().__init__()
        self.net, self.then = net, then

    def forward(self, x: Any) -> Any:
        """What the network gives, changed."""
        out = self.net(x)
        return self.then(*out) if isinstance(out, tuple) else self.then(out)


def _then(then: Callable[..., Any], *sizes: int) -> nn.Module:
    return Then(build_encoder(*sizes), then)


@misconception(
    E, "encoder-relu",
    title="You put a ReLU after the last layer: mu and logvar are never negative.",
    explanation="Codes lie around 0, on both sides, and σ² is mostly below 1, so that logvar is "
    "negative. The last layer stays linear.",
    symbol="mu, logvar",
)  # fmt: skip
def relu(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    both = functional.relu
    return _then(lambda m, v: (both(m), both(v)), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-relu-logvar",
    title="You put a ReLU or softplus after logvar.",
    explanation="A logarithm may be negative. With logvar ≥ 0 no code can be surer than the prior.",
    symbol="logvar",
)  # fmt: skip
def relu_logvar(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: (m, functional.relu(v)), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-gives-variance",
    title="Your encoder gives σ² or σ, always positive, and not its logarithm.",
    explanation="The second output is logvar = log σ², any real number: leave softplus or exp out.",
    symbol="logvar",
)  # fmt: skip
def softplus(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: (m, functional.softplus(v) + 1e-6), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-sigmoid-logvar",
    title="You put a sigmoid after logvar.",
    explanation="Then σ² lies between 1 and e. logvar is any real number: keep the layer linear.",
    symbol="logvar",
)  # fmt: skip
def sigmoid_logvar(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: (m, torch.sigmoid(v)), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-tanh-mu",
    title="You put a tanh after mu.",
    explanation="Then no code lies outside [−1, 1], where a third of the prior is. Keep the last "
    "layer linear.",
    symbol="mu",
)  # fmt: skip
def tanh_mu(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: (torch.tanh(m), v), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-sigmoid-mu",
    title="You put a sigmoid or softmax after mu.",
    explanation="A code is no probability: it is any point of the latent space.",
    symbol="mu",
)  # fmt: skip
def sigmoid_mu(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: (torch.sigmoid(m), v), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-one-head",
    title="mu and logvar come from one output.",
    explanation="They answer different questions, where and how sure: give each a layer of its "
    "own, or cut a layer of 2l outputs in two.",
    symbol="mu, logvar",
)  # fmt: skip
def one_head(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: (m, m * 1.0), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-not-cut",
    title="Your encoder gives one tensor of 2l columns.",
    explanation="Cut it in two, by chunk(2, dim=-1), and return the pair (mu, logvar).",
    symbol="mu, logvar",
)  # fmt: skip
def not_cut(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: torch.cat([m, v], dim=1), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-latents-fixed",
    title="Your encoder has 2 latents, whatever latent_dim is.",
    explanation="The last layer's size follows from latent_dim.",
    symbol="latent_dim",
)  # fmt: skip
def two_latents(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return build_encoder(input_dim, 2, hidden_dim)


@misconception(
    E, "encoder-input-fixed",
    title="Your encoder takes 784 pixels, whatever input_dim is.",
    explanation="The first layer's size is input_dim: other images have other sizes.",
    symbol="input_dim",
)  # fmt: skip
def fixed_input(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return build_encoder(784, latent_dim, hidden_dim)


@misconception(
    E, "encoder-cut-along-images",
    title="You cut the output along the images.",
    explanation="chunk cuts along dim=0 unless told: mu and logvar lie side by side in dim=1.",
    symbol="(n, l)",
)  # fmt: skip
def cut_along_images(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    def then(m: Any, v: Any) -> Any:
        return tuple(torch.cat([m, v], dim=1).chunk(2))

    return _then(then, input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-logvar-by-image",
    title="You give one logvar an image, not one a latent.",
    explanation="q(z|x) has a variance for each latent dimension: logvar is (n, l), as mu is.",
    symbol="logvar",
)  # fmt: skip
def one_logvar(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return _then(lambda m, v: (m, v.mean(dim=1)), input_dim, latent_dim, hidden_dim)


@misconception(
    E, "encoder-logvar-constant",
    title="Your logvar is a constant, with no gradient.",
    explanation="The encoder is to say how sure it is of each code: logvar depends on x.",
    symbol="logvar",
)  # fmt: skip
def constant(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    net = build_encoder(input_dim, latent_dim, hidden_dim)
    scale = torch.arange(-1.0, latent_dim) / 10
    return Then(net, lambda m, v: (m, v.detach() + scale[1:]))


@misconception(
    E, "encoder-a-function",
    title="You return a function or a list of layers, not a module.",
    explanation="Only what is an nn.Module is found by parameters(), and so by the optimizer: "
    "nn.Sequential, or a class of your own.",
    symbol="nn.Module",
)  # fmt: skip
def a_function(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    net = build_encoder(input_dim, latent_dim, hidden_dim)
    return lambda x: net(x)


@misconception(
    E, "encoder-returns-z",
    title="Your encoder returns mu, logvar and a sample.",
    explanation="Drawing z is the VAE's business; the encoder gives the two parameters of q(z|x).",
    symbol="z",
)  # fmt: skip
def with_sample(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    def then(m: Any, v: Any) -> Any:
        return m, v, m + torch.randn_like(m) * (v / 2).exp()

    return _then(then, input_dim, latent_dim, hidden_dim)


MISCONCEPTIONS = collect(globals(), E)
