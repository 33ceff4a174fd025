"""A VAE, a GAN and a flow trained on the same digits, and their samples measured in one way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from reference import generative
from reference import variational_auto_encoder_examples as own

N_COMPARED = 1_000  # images a side: the distances of 1,000 to 1,000 take 20 ms


@dataclass(frozen=True, eq=False)
class Entry:
    """One model: what it makes, what it says of itself, and what its training took.

    samples (64, d) from 0 to 1; history, one number an epoch, in `unit`; likelihood, what the model
    can say of the probability of an image; distance, see `kernel_distance`; variance, see
    `variance_ratio`.
    """

    name: str
    samples: Tensor
    history: tuple[float, ...]
    unit: str
    likelihood: str
    n_parameters: int
    seconds: float
    distance: float
    variance: float


def compare(
    images: Any = None,
    epochs: int = 20,
    seed: int = 0,
    on_batch: generative.OnBatch | None = None,
) -> tuple[Entry, ...]:
    """VAE (10 latents), GAN and flow on the same images, for the same number of epochs.

    A fifth of the images is held out; samples are measured against these. The last entry is what
    the measure gives for real digits, which were trained on: the best that can be hoped for.
    images None: the digits that ship. on_batch(name, epoch, batch, n_batches, loss).
    """
    pixels = own.to_pixels(own.load_images()[0] if images is None else images)
    order = torch.randperm(len(pixels), generator=torch.Generator().manual_seed(seed))
    cut = len(pixels) // 5
    held_out, trained_on = pixels[order[:cut]], pixels[order[cut:]]
    makers = (_vae, _gan, _flow)
    entries = [make(trained_on, held_out, epochs, seed, on_batch) for make in makers]
    return (*entries, _entry("digits", trained_on, held_out, (), ("", "none"), 0, 0.0))


def _vae(
    pixels: Tensor, real: Tensor, epochs: int, seed: int, on_batch: generative.OnBatch | None
) -> Entry:
    start = time.perf_counter()
    tell = None if on_batch is None else _named("vae", on_batch)
    vae, losses = own.train_vae(epochs, 128, 10, pixels, seed=seed, on_batch=tell)
    seconds = time.perf_counter() - start
    samples = own.generate_images(vae, N_COMPARED, _drawn_with(seed)).flatten(1).cpu()
    terms = ("nats an image", "a bound, on a stand-in for the likelihood")
    return _entry("vae", samples, real, losses, terms, _size(vae), seconds)


def _named(name: str, on_batch: generative.OnBatch) -> Callable[[int, int, int, float], object]:
    return lambda *arguments: on_batch(name, *arguments)


def _gan(
    pixels: Tensor, real: Tensor, epochs: int, seed: int, on_batch: generative.OnBatch | None
) -> Entry:
    start = time.perf_counter()
    gan, losses = generative.train_gan(pixels, epochs, seed=seed, on_batch=on_batch)
    seconds = time.perf_counter() - start
    samples = gan.sample(N_COMPARED, _drawn_with(seed))
    terms = ("nats, of the generator's loss: no measure of the images", "none")
    return _entry("gan", samples, real, [g for _, g in losses], terms, _size(gan), seconds)


def _flow(
    pixels: Tensor, real: Tensor, epochs: int, seed: int, on_batch: generative.OnBatch | None
) -> Entry:
    start = time.perf_counter()
    flow, losses = generative.train_flow(pixels, epochs, seed=seed, on_batch=on_batch)
    seconds = time.perf_counter() - start
    samples = flow.sample(N_COMPARED, _drawn_with(seed))
    terms = ("bits a pixel", "the density itself, exactly")
    return _entry("flow", samples, real, losses, terms, _size(flow), seconds)


def _entry(
    name: str,
    samples: Tensor,
    real: Tensor,
    history: list[float] | tuple[float, ...],
    terms: tuple[str, str],
    n_parameters: int,
    seconds: float,
) -> Entry:
    made, real = samples[:N_COMPARED], real[:N_COMPARED]
    measured = kernel_distance(made, real), variance_ratio(made, real)
    return Entry(name, samples[:64], tuple(history), *terms, n_parameters, seconds, *measured)


def kernel_distance(made: Tensor, real: Tensor) -> float:
    """Squared maximum mean discrepancy of two sets of images, (n, d) and (m, d), without bias.

    Gretton et al. (2012), with the Gaussian kernel exp(−‖x − y‖²/h), h the median of ‖x − y‖² over
    the real ones. About 0 (also below) for two sets from one source; it sees blur, noise and what
    is missing, as far as single pixels tell.
    """
    squares = torch.cdist(real, real).square()
    width = squares[~torch.eye(len(real), dtype=torch.bool)].median()
    within = _mean_kernel(torch.cdist(made, made), width) + _mean_kernel(squares.sqrt(), width)
    between = (-torch.cdist(made, real).square() / width).exp().mean()
    return within - 2 * float(between)


def _mean_kernel(distances: Tensor, width: Tensor) -> float:
    """Over the pairs of different images."""
    n = len(distances)
    kernel = (-distances.square() / width).exp()
    return float((kernel.sum() - kernel.diagonal().sum()) / (n * (n - 1)))


def variance_ratio(made: Tensor, real: Tensor) -> float:
    """Total variance of the made pixels over that of the real ones: blur and collapse lower it."""
    return float(made.var(dim=0).sum() / real.var(dim=0).sum())


def _drawn_with(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed + 1)


def _size(model: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in model.parameters())
