"""A learner's networks and trained model as plain arrays: made where PyTorch is, drawn elsewhere.

A module or a tensor can't cross to the process that draws. So the process that holds the
learner's functions calls `networks` and `trained` here, and hands over what they return.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
Measures = dict[str, Any]

LATENTS = (2, 10, 20, 50, 100)
"""The latent sizes whose parameters are counted."""
GRID = 12
"""Rows and columns of the manifold."""
STRIP = (0, 7)
"""The digits between which an interpolation runs."""
STEPS = 10
"""Images of an interpolation, both ends included."""


def networks(code: Any, images: Numbers) -> Measures:
    """What networks are before any training.

    Args:
        code: has build_encoder, build_decoder and VAE as attributes.
        images: (n, 784), from 0 to 1.

    Returns:
        `latents` (the sizes), `encoder` and `decoder` (their parameters at each size), and of one
        untrained VAE with two latents `mu` and `logvar` (n, 2) of the images and `decoded`
        (8, 28, 28) from eight draws of the prior.
    """
    import torch

    torch.manual_seed(0)
    counts = {
        "encoder": [_parameters(code.build_encoder(latent_dim=size)) for size in LATENTS],
        "decoder": [_parameters(code.build_decoder(latent_dim=size)) for size in LATENTS],
    }
    vae = code.VAE()
    with _measuring(vae):
        mu, logvar = vae.encode(_tensor(images))
        decoded = vae.decode(torch.randn(8, vae.latent_dim))
    found = {"mu": _array(mu), "logvar": _array(logvar), "decoded": _square(decoded)}
    return {"latents": list(LATENTS), **counts, **found}


def trained(
    code: Any,
    vae: Any,
    images: Numbers,
    labels: Numbers,
    losses: Sequence[float],
    parts: Mapping[str, Sequence[float]] | None = None,
    whose: str = "yours",
) -> Measures:
    """What a trained VAE makes of images, and makes up.

    Args:
        code: has generate_images and reconstruct_images as attributes.
        vae: the trained model.
        images: (n, 784), from 0 to 1; labels (n,), which digits they are.
        losses: one an epoch, in nats per image.
        parts: `reconstruction` and `kl` by epoch, where they were recorded.
        whose: "yours" or "the reference's": the captions say it.

    Returns:
        `whose`, `losses`, `reconstruction`, `kl` (empty where not recorded), `mu` and `logvar`
        (n, l), `labels` (n,), `originals` and `reconstructions` (8, 28, 28), `generated`
        (16, 28, 28), `strip` (10, 28, 28) from a typical 0 to a typical 7, and for two latents
        `manifold` (144, 28, 28), the first row on top, else (0, 28, 28).
    """
    import torch

    shown = images[_one_of_each(labels)[:8]]
    with _measuring(vae):
        mu, logvar = vae.encode(_tensor(images))
        ends = [mu[typical(_array(mu), labels, digit)] for digit in STRIP]
        strip = torch.stack([torch.lerp(*ends, t) for t in torch.linspace(0, 1, STEPS)])
        found = {"strip": _square(vae.decode(strip)), "manifold": _manifold(vae)}
    generator = torch.Generator().manual_seed(0)
    made = {
        "generated": _square(code.generate_images(vae, n_samples=16, generator=generator)),
        "originals": _square(shown),
        "reconstructions": _square(code.reconstruct_images(vae, shown.reshape(-1, 28, 28))),
    }
    curves = {"losses": list(losses), "reconstruction": [], "kl": [], **dict(parts or {})}
    codes = {"mu": _array(mu), "logvar": _array(logvar), "labels": np.asarray(labels)}
    return {"whose": whose, **curves, **codes, **found, **made}


def of_the_model(code: Any, images: Numbers, labels: Numbers, epochs: int) -> Measures:
    """`trained` of the best model that was trained in this workspace, else of a short training.

    Args:
        code: has VAE, train_vae, generate_images and reconstruct_images as attributes.
        images, labels: as for `trained`.
        epochs: of the short training.
    """
    kept = _kept(code)
    if kept is not None:
        vae, losses, parts, whose = kept
        return trained(code, vae, images, labels, losses, parts, whose)
    vae, losses = code.train_vae(epochs=epochs, latent_dim=2, data=images)
    whose = f"{epochs} epochs just now; `cem-tutor train` trains longer"
    return trained(code, vae, images, labels, losses, whose=whose)


def _kept(code: Any) -> tuple[Any, list[float], dict[str, list[float]], str] | None:
    """The best saved model with its losses and their parts; None where it can't be had."""
    import json
    from pathlib import Path

    import torch

    path = Path(".cem-tutor", "models", "vae-best.pt")
    try:
        record = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        vae = code.VAE(**record["arguments"])
        vae.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except Exception:  # no model, one of other code, or a broken file: then one is trained
        return None
    parts = {name: list(record[name]) for name in ("reconstruction", "kl")}
    parts = {name: [] if None in values else values for name, values in parts.items()}
    return vae, list(record["losses"]), parts, "your best model"


def typical(mu: Numbers, labels: Numbers, digit: int) -> int:
    """The index of the image of that digit whose code is nearest to the mean code of the digit."""
    rows = np.flatnonzero(labels == digit)
    gaps = np.square(mu[rows] - mu[rows].mean(axis=0)).sum(axis=1)
    return int(rows[gaps.argmin()])


def _one_of_each(labels: Numbers) -> Numbers:
    """The first index of each label, in the order of the labels."""
    return np.unique(labels, return_index=True)[1]


def _manifold(vae: Any) -> Numbers:
    """Images on a grid that is even in the quantiles of the prior: each stands for as much of it.

    The first latent grows to the right, the second upwards.
    """
    import torch

    if vae.latent_dim != 2:
        return np.zeros((0, 28, 28), dtype=np.float32)
    middle = [NormalDist().inv_cdf((i + 0.5) / GRID) for i in range(GRID)]
    grid = [[x, y] for y in reversed(middle) for x in middle]
    return _square(vae.decode(torch.tensor(grid)))


@contextmanager
def _measuring(vae: Any) -> Iterator[None]:
    """Evaluation mode, no gradients; the mode that the model was in comes back."""
    import torch

    was = vae.training
    vae.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        vae.train(was)


def _parameters(network: Any) -> int:
    return sum(int(p.numel()) for p in network.parameters())


def _tensor(images: Numbers) -> Any:
    import torch

    return torch.from_numpy(np.array(images, dtype=np.float32))


def _array(values: Any) -> Numbers:
    """A tensor, wherever it lies, or an array, as an array of float32."""
    plain = values.detach().cpu().numpy() if hasattr(values, "detach") else values
    return np.asarray(plain, dtype=np.float32)


def _square(images: Any) -> Numbers:
    return _array(images).reshape(-1, 28, 28)
