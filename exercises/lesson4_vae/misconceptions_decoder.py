"""Wrong decoders (activity 4.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from exercises.kit.case import collect, misconception
from exercises.lesson4_vae.misconceptions_encoder import Then

D = "build_decoder"


def _linear(latent_dim: int, output_dim: int, hidden_dim: int, then: Callable[..., Any]) -> Any:
    hidden = (nn.Linear(latent_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, output_dim))
    return Then(nn.Sequential(*hidden), then)


@misconception(
    D, "decoder-no-sigmoid",
    title="Your decoder ends in a linear layer: it gives no probabilities.",
    explanation="recon is a probability of ink, from 0 to 1: put a sigmoid at the end.",
    symbol="σ(·)",
)  # fmt: skip
def no_sigmoid(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: a)


@misconception(
    D, "decoder-tanh",
    title="Your decoder ends in a tanh: from −1 to 1.",
    explanation="That suits images scaled to [−1, 1]. Here ink goes from 0 to 1: sigmoid.",
    symbol="σ(·)",
)  # fmt: skip
def tanh(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, torch.tanh)


@misconception(
    D, "decoder-relu-end",
    title="Your decoder ends in a ReLU: its numbers have no upper limit.",
    explanation="A probability is at most 1: put a sigmoid at the end.",
    symbol="σ(·)",
)  # fmt: skip
def relu_end(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, functional.relu)


@misconception(
    D, "decoder-softmax",
    title="You put a softmax over the pixels.",
    explanation="It makes all pixels share one probability. Each pixel has its own: sigmoid.",
    symbol="σ(·)",
)  # fmt: skip
def softmax(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: torch.softmax(a, dim=1))


@misconception(
    D, "decoder-sigmoid-twice",
    title="You apply the sigmoid twice.",
    explanation="The second one maps (0, 1) to (0.5, 0.73): no pixel can ever be white.",
    symbol="σ(σ(·))",
)  # fmt: skip
def twice(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: torch.sigmoid(torch.sigmoid(a)))


@misconception(
    D, "decoder-relu-before-sigmoid",
    title="You put a ReLU before the last sigmoid.",
    explanation="Then its argument is never negative, and no pixel is below 0.5.",
    symbol="σ(·)",
)  # fmt: skip
def relu_before(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: torch.sigmoid(functional.relu(a)))


@misconception(
    D, "decoder-clipped",
    title="You clip the output to [0, 1].",
    explanation="Where it is clipped no gradient passes, and half of the pixels start there. Use a "
    "sigmoid.",
    symbol="σ(·)",
)  # fmt: skip
def clipped(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: a.clamp(0, 1))


@misconception(
    D, "decoder-bytes",
    title="Your decoder gives grey values from 0 to 255.",
    explanation="Ink goes from 0 to 1; images are scaled when they are read.",
    symbol="recon",
)  # fmt: skip
def bytes_(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: 255 * torch.sigmoid(a))


@misconception(
    D, "decoder-squares",
    title="Your decoder gives squares (n, 28, 28).",
    explanation="It gives flat images, (n, output_dim); they are made square where they are shown.",
    symbol="(n, d)",
)  # fmt: skip
def squares(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    side = int(output_dim**0.5)
    return _linear(
        latent_dim, output_dim, hidden_dim, lambda a: torch.sigmoid(a).reshape(-1, side, side)
    )


@misconception(
    D, "decoder-output-fixed",
    title="Your decoder gives 784 pixels, whatever output_dim is.",
    explanation="The last layer's size is output_dim.",
    symbol="output_dim",
)  # fmt: skip
def fixed_output(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, 784, hidden_dim, torch.sigmoid)


@misconception(
    D, "decoder-latents-fixed",
    title="Your decoder takes 2 latents, whatever latent_dim is.",
    explanation="The first layer's size is latent_dim.",
    symbol="latent_dim",
)  # fmt: skip
def two_latents(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(2, output_dim, hidden_dim, torch.sigmoid)


@misconception(
    D, "decoder-detached",
    title="No gradient reaches your decoder's weights.",
    explanation="It was cut by detach, numpy or no_grad: the decoder could not learn.",
    symbol="∂",
)  # fmt: skip
def detached(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: torch.sigmoid(a).detach())


@misconception(
    D, "decoder-z-unused",
    title="Your decoder gives one image, whatever z is.",
    explanation="The image is to follow from z: else the code says nothing.",
    symbol="z",
)  # fmt: skip
def z_unused(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return _linear(latent_dim, output_dim, hidden_dim, lambda a: torch.sigmoid(a[:1]).expand_as(a))


@misconception(
    D, "decoder-a-function",
    title="Your decoder is a function or a list of layers, not a module.",
    explanation="Only what is an nn.Module is found by parameters(), and so by the optimizer.",
    symbol="nn.Module",
)  # fmt: skip
def a_function(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    net = _linear(latent_dim, output_dim, hidden_dim, torch.sigmoid)
    return lambda z: net(z)


class _First(nn.Module):  # type: ignore[misc]
    """z₁ alone."""

    def forward(self, z: Any) -> Any:
        """(n, 1)."""
        return z[:, :1]


@misconception(
    D, "decoder-one-latent",
    title="Your decoder reads the first latent dimension only.",
    explanation="Its input is all of z: nn.Linear(latent_dim, …).",
    symbol="latent_dim",
)  # fmt: skip
def first_latent(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return nn.Sequential(_First(), _linear(1, output_dim, hidden_dim, torch.sigmoid))


MISCONCEPTIONS = collect(globals(), D)
