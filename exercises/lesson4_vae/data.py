"""The digits that lesson 4 shows and asks about, and what is measured on them.

NumPy alone; PyTorch is imported only where the reference trains a model (`fitted`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference import datasets

Numbers = NDArray[Any]

SIDE = 28
"""Rows and columns of an image."""
EPOCHS = 4
"""Epochs of the models that questions are asked about: a second or two of training."""
LATENTS = 10
"""Their latent dimensions."""
GREY = (0.1, 0.9)
"""Pixels between these are called grey."""


def digits() -> tuple[Numbers, Numbers]:
    """The 5,000 digits, float32 (5000, 784) from 0 to 1, sorted by digit, and which they are."""
    data = datasets.mnist_5k()
    assert data.labels is not None
    pixels = data.X.reshape(len(data.X), -1).astype(np.float32) / np.float32(255)
    return pixels, data.labels


def cross_entropy(x: Numbers, recon: Numbers) -> Numbers:
    """−Σ (x log recon + (1 − x) log(1 − recon)) for each image (n,), in nats; 0 log 0 = 0.

    recon is (n, d), or one image (d,) in answer to all: then its logarithms are taken once.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ink = np.where(x > 0, x * np.log(recon), 0)
        blank = np.where(x < 1, (1 - x) * np.log1p(-recon), 0)
    return np.asarray(-(ink + blank).sum(axis=1, dtype=float))


def kl_per_unit(mu: Numbers, logvar: Numbers) -> Numbers:
    """The mean over the images of KL(N(mu, exp(logvar))‖N(0, 1)), for each latent unit (l,)."""
    mu, logvar = (np.asarray(a, dtype=float) for a in (mu, logvar))
    return np.asarray(0.5 * (np.expm1(logvar) + np.square(mu) - logvar).mean(axis=0))


def grey_share(images: Numbers) -> float:
    """The share of pixels that are neither nearly white nor nearly black."""
    return float(np.mean((images > GREY[0]) & (images < GREY[1])))


def neighbour_share(codes: Numbers, labels: Numbers, block: int = 500) -> float:
    """How many points have the label of their nearest other point (ties: the lower index).

    In blocks of rows, so that no (n, n) array is made; in the precision of the codes.
    """
    squares, right = np.square(codes).sum(axis=1), 0
    for first in range(0, len(codes), block):
        rows = np.arange(first, min(first + block, len(codes)))
        far = squares - 2 * codes[rows] @ codes.T
        far[rows - first, rows] = np.inf
        right += int(np.sum(labels[far.argmin(axis=1)] == labels[rows]))
    return right / len(codes)


def gradient_estimates(latents: int, draws: int, seed: int = 0) -> tuple[Numbers, Numbers]:
    """Estimates of ∂E[Σ zⱼ²]/∂μ₁ at z ~ N(1, I), one a draw: pathwise, and score function."""
    noise = np.random.default_rng(seed).standard_normal((draws, latents))
    z = 1 + noise
    return 2 * z[:, 0], np.square(z).sum(axis=1) * noise[:, 0]


@lru_cache(maxsize=4)  # half a second an epoch, and several questions ask about one model
def fitted(epochs: int, latent_dim: int) -> tuple[Any, float, Numbers, Numbers]:
    """The reference's VAE, its last training loss, and mu and logvar (5000, l) of the digits."""
    import torch

    from reference import variational_auto_encoder_examples as reference

    pixels = digits()[0]
    with one_thread():
        vae, losses = reference.train_vae(epochs, latent_dim=latent_dim, data=pixels, device="cpu")
        vae.eval()
        with torch.no_grad():
            mu, logvar = vae.encode(torch.from_numpy(pixels))
    return vae, float(losses[-1]), mu.numpy(), logvar.numpy()


@contextmanager
def one_thread() -> Iterator[None]:
    """Two gain little here, and wait for each other where another process holds a core.

    Where one does, they took twenty times as long.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
