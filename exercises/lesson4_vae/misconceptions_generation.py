"""Wrong ways to generate images (activity 4.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from exercises.kit.case import Misconception, collect
from reference.variational_auto_encoder_examples import _evaluated

G = "generate_images"


def _z(n: int, vae: Any, generator: Any) -> Any:
    return torch.randn(n, vae.latent_dim, generator=generator)


def _images(vae: Any, z: Any) -> Any:
    with _evaluated(vae):
        return vae.decode(z).reshape(-1, 28, 28)


def _wrong(id: str, title: str, explanation: str, symbol: str,
           make: Callable[[Any, int, Any], Any]) -> Misconception:  # fmt: skip
    def code(vae: Any, n_samples: int = 16, generator: Any = None, show: bool = False) -> Any:
        return make(vae, n_samples, generator)

    return Misconception(G, id, title, explanation, symbol, code)


uniform = _wrong(
    "generate-uniform", "You draw z uniformly from 0 to 1.",
    "The prior is N(0, I): torch.randn. torch.rand knows one corner of it only.", "z",
    lambda vae, n, g: _images(vae, torch.rand(n, vae.latent_dim, generator=g)),
)  # fmt: skip

symmetric = _wrong(
    "generate-uniform-symmetric", "You draw z uniformly from −1 to 1.",
    "The prior is N(0, I): a third of it lies beyond.", "z",
    lambda vae, n, g: _images(vae, 2 * torch.rand(n, vae.latent_dim, generator=g) - 1),
)  # fmt: skip

wide = _wrong(
    "generate-scaled", "You scale z: its standard deviation is not 1.",
    "The decoder has learned from codes that lie about as N(0, I) does.", "z",
    lambda vae, n, g: _images(vae, 2 * _z(n, vae, g)),
)  # fmt: skip

two_latents = _wrong(
    "generate-two-latents", "You draw 2 latents, whatever the model has.",
    "Their number is vae.latent_dim.", "latent_dim",
    lambda vae, n, g: _images(vae, torch.randn(n, 2, generator=g)),
)  # fmt: skip

one_z = _wrong(
    "generate-one-z", "All your images come from one z.",
    "Draw (n_samples, latent_dim) numbers: one code for each image.", "z",
    lambda vae, n, g: _images(vae, _z(1, vae, g).expand(n, -1)),
)  # fmt: skip

at_zero = _wrong(
    "generate-at-zero", "You decode zeros: the centre of the prior, and nothing drawn.",
    "z ~ N(0, I): torch.randn, not torch.zeros.", "z",
    lambda vae, n, g: _images(vae, torch.zeros(n, vae.latent_dim)),
)  # fmt: skip

flat = _wrong(
    "generate-flat", "Your images come flat.",
    "Asked for are squares: reshape(-1, 28, 28).", "(n, 28, 28)",
    lambda vae, n, g: _images(vae, _z(n, vae, g)).reshape(n, -1),
)  # fmt: skip

channelled = _wrong(
    "generate-channel", "Your images have an axis more than asked for.",
    "(n, 1, 28, 28) has a channel; asked for is (n, 28, 28).", "(n, 28, 28)",
    lambda vae, n, g: _images(vae, _z(n, vae, g))[:, None],
)  # fmt: skip

sixteen = _wrong(
    "generate-sixteen", "You make 16 images, whatever n_samples is.",
    "16 is only its default.", "n_samples",
    lambda vae, n, g: _images(vae, _z(16, vae, g)),
)  # fmt: skip

generator_unused = _wrong(
    "generate-generator-unused", "You don't draw from the generator that is given.",
    "torch.randn(…, generator=generator): with None it draws from torch's own.", "generator",
    lambda vae, n, g: _images(vae, _z(n, vae, None)),
)  # fmt: skip

seeded = _wrong(
    "generate-seeded", "You seed inside: all calls give the same images.",
    "Whoever wants the same images again gives a generator.", "generator",
    lambda vae, n, g: _images(vae, _z(n, vae, torch.Generator().manual_seed(42))),
)  # fmt: skip


def _in_its_mode(vae: Any, n: int, generator: Any) -> Any:
    with torch.no_grad():
        return vae.decode(_z(n, vae, generator)).reshape(-1, 28, 28)


def _left_evaluated(vae: Any, n: int, generator: Any) -> Any:
    vae.eval()
    return _in_its_mode(vae, n, generator)


def _left_training(vae: Any, n: int, generator: Any) -> Any:
    images = _left_evaluated(vae, n, generator)
    vae.train()
    return images


def _with_gradient(vae: Any, n: int, generator: Any) -> Any:
    training = vae.training
    images = vae.eval().decode(_z(n, vae, generator)).reshape(-1, 28, 28)
    vae.train(training)
    return images


in_its_mode = _wrong(
    "generate-in-training-mode", "You don't switch to evaluation mode.",
    "In training mode dropout and batch norm change the images: vae.eval(), and back.",
    "vae.eval()", _in_its_mode,
)  # fmt: skip

left_evaluated = _wrong(
    "generate-left-in-evaluation", "You leave the model in evaluation mode.",
    "A training that goes on would go on without noise: put the mode back.", "vae.train",
    _left_evaluated,
)  # fmt: skip

left_training = _wrong(
    "generate-left-in-training", "You end with vae.train(), whatever the mode was.",
    "Keep vae.training, and put that back.", "vae.train", _left_training,
)  # fmt: skip

with_gradient = _wrong(
    "generate-gradient", "Your images carry gradients.",
    "They hold on to the whole computation: torch.no_grad().", "no_grad", _with_gradient,
)  # fmt: skip

coins = _wrong(
    "generate-coins", "You draw black or white for each pixel.",
    "Asked for are the probabilities that the decoder gives; coins make them speckled.", "p(x|z)",
    lambda vae, n, g: torch.bernoulli(_images(vae, _z(n, vae, g))),
)  # fmt: skip

MISCONCEPTIONS = collect(globals(), G)
