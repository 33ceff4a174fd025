"""Wrong ways to reconstruct images (activity 4.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from exercises.kit.case import Misconception, collect
from reference.variational_auto_encoder_examples import _evaluated, to_pixels

R = "reconstruct_images"


def _decoded(vae: Any, x: Any, like: Any, code: Callable[[Any, Any], Any] = lambda m, v: m) -> Any:
    with _evaluated(vae):
        return vae.decode(code(*vae.encode(x))).reshape(np.shape(like))


def _wrong(id: str, title: str, explanation: str, symbol: str,
           make: Callable[[Any, Any], Any]) -> Misconception:  # fmt: skip
    def code(vae: Any, test_data: Any, show: bool = False) -> Any:
        return make(vae, test_data)

    return Misconception(R, id, title, explanation, symbol, code)


def _draw(mu: Any, logvar: Any) -> Any:
    return mu + (logvar / 2).exp() * torch.randn_like(mu)


sampled = _wrong(
    "reconstruct-samples", "You decode a sample, not mu.",
    "The best single guess of the code is its mean: the noise is for training.", "mu",
    lambda vae, x: _decoded(vae, to_pixels(x), x, _draw),
)  # fmt: skip

from_prior = _wrong(
    "reconstruct-from-prior", "You decode draws from the prior: test_data is not looked at.",
    "That is generating. To reconstruct, encode the images first.", "z",
    lambda vae, x: _decoded(vae, to_pixels(x), x, lambda m, v: _one_row(m)),
)  # fmt: skip

copied = _wrong(
    "reconstruct-copies", "You return the images that came in.",
    "They must go through encoder and decoder.", "recon",
    lambda vae, x: to_pixels(x).reshape(np.shape(x)),
)  # fmt: skip

flat = _wrong(
    "reconstruct-flat", "Your reconstructions come flat, whatever shape came in.",
    "The result has the shape of test_data.", "shape",
    lambda vae, x: _decoded(vae, to_pixels(x), to_pixels(x)),
)  # fmt: skip

squares = _wrong(
    "reconstruct-squares", "Your reconstructions come as squares, whatever shape came in.",
    "The result has the shape of test_data: flat, if that was flat.", "shape",
    lambda vae, x: _decoded(vae, to_pixels(x), np.zeros((len(x), *[_side(x)] * 2))),
)  # fmt: skip

square28 = _wrong(
    "reconstruct-28", "You reshape to 28 × 28, whatever the size of the images.",
    "Their size is that of test_data.", "shape",
    lambda vae, x: _decoded(vae, to_pixels(x), to_pixels(x)).reshape(-1, 28, 28),
)  # fmt: skip

bytes_ = _wrong(
    "reconstruct-unscaled", "You don't divide uint8 images by 255.",
    "The encoder has learned from ink between 0 and 1.", "x",
    lambda vae, x: _decoded(vae, torch.as_tensor(np.asarray(x)).float().flatten(1), x),
)  # fmt: skip

scaled = _wrong(
    "reconstruct-scaled-always", "You divide all images by 255, floats too.",
    "Floats are ink from 0 to 1 already: only uint8 is divided.", "x",
    lambda vae, x: _decoded(vae, torch.as_tensor(np.asarray(x)).float().flatten(1) / 255, x),
)  # fmt: skip

by_255 = _wrong(
    "reconstruct-in-bytes", "You return grey values from 0 to 255.",
    "Asked for is ink from 0 to 1.", "recon",
    lambda vae, x: 255 * _decoded(vae, to_pixels(x), x),
)  # fmt: skip


def _one_row(mu: Any) -> Any:
    return torch.randn_like(mu[:1]).expand_as(mu)


def _side(x: Any) -> int:
    return int(np.prod(np.shape(x)[1:]) ** 0.5)


def _in_its_mode(vae: Any, x: Any) -> Any:
    with torch.no_grad():
        return vae.decode(vae.encode(to_pixels(x))[0]).reshape(np.shape(x))


def _by_forward(vae: Any, x: Any) -> Any:
    with torch.no_grad():
        return vae(to_pixels(x))[0].reshape(np.shape(x))


def _left_evaluated(vae: Any, x: Any) -> Any:
    vae.eval()
    return _in_its_mode(vae, x)


def _left_training(vae: Any, x: Any) -> Any:
    recon = _left_evaluated(vae, x)
    vae.train()
    return recon


def _with_gradient(vae: Any, x: Any) -> Any:
    training = vae.training
    vae.eval()
    recon = vae.decode(vae.encode(to_pixels(x))[0]).reshape(np.shape(x))
    vae.train(training)
    return recon


in_its_mode = _wrong(
    "reconstruct-in-training-mode", "You don't switch to evaluation mode.",
    "In training mode dropout and batch norm change the images: vae.eval(), and back.",
    "vae.eval()", _in_its_mode,
)  # fmt: skip

by_forward = _wrong(
    "reconstruct-by-forward", "You call the model as it is: in training mode it draws z.",
    "decode(mu) in evaluation mode is asked for: vae.eval(), and the old mode back.", "vae(x)",
    _by_forward,
)  # fmt: skip

left_evaluated = _wrong(
    "reconstruct-left-in-evaluation", "You leave the model in evaluation mode.",
    "A training that goes on would go on without noise: put the mode back.", "vae.train",
    _left_evaluated,
)  # fmt: skip

left_training = _wrong(
    "reconstruct-left-in-training", "You end with vae.train(), whatever the mode was.",
    "Keep vae.training, and put that back.", "vae.train", _left_training,
)  # fmt: skip

with_gradient = _wrong(
    "reconstruct-gradient", "Your reconstructions carry gradients.",
    "They hold on to the whole computation: torch.no_grad().", "no_grad", _with_gradient,
)  # fmt: skip

MISCONCEPTIONS = collect(globals(), R)
