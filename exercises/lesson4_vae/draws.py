"""Inputs of lesson 4's ladders, and how what a probe tells is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit.case import Wrong

Singles = NDArray[np.float32]

SINGLE = 2e-5
"""Of the scale of a sum, what float32 may make of it in any order of adding."""


def singles(values: Any) -> Singles:
    """Numbers as they reach the learner: float32."""
    return np.asarray(values, dtype=np.float32)


def log(variances: Any) -> Singles:
    """logvar of variances."""
    return singles(np.log(np.asarray(variances, dtype=np.float64)))


def gaussians(rng: Generator, n: int, l: int) -> tuple[Singles, Singles]:
    """mu and logvar (n, l) of no special values."""
    return singles(rng.normal(0, 1.5, (n, l))), singles(rng.normal(-0.5, 1.2, (n, l)))


def pictures(rng: Generator, n: int, side: int = 8) -> Singles:
    """Images (n, side, side) of a few strokes on white, greys from 0 to 1."""
    images = np.zeros((n, side, side))
    for image in images:
        image[rng.integers(side)] = rng.uniform(0.5, 1)
        image[:, rng.integers(side)] = rng.uniform(0.5, 1)
    return singles(images)


def halves(n: int) -> Singles:
    """Flat 8 × 8 images with ink on the left, or on the right: two things to tell apart."""
    images = np.full((n, 8, 8), 0.02)
    images[::2, :, :4] = 0.98
    images[1::2, :, 4:] = 0.98
    return singles(images.reshape(n, 64))


def array(value: Any, shape: tuple[int, ...], name: str, tag: str = "shape") -> NDArray[Any]:
    """Numbers of exactly this shape among what a probe tells."""
    if not isinstance(value, (np.ndarray, list, float, int)) or isinstance(value, bool):
        raise Wrong(f"{name} is {_kind(value)} and must be a tensor of numbers.", tag="type")
    try:
        found = np.asarray(value)
    except ValueError:
        raise Wrong(f"{name} is no array of numbers.", tag="type") from None
    if found.dtype.kind not in "iuf":
        raise Wrong(f"{name} must hold real numbers.", tag="type")
    if found.shape != shape:
        raise Wrong(f"{name} has shape {found.shape} and must have {shape}.", tag=tag)
    if not np.isfinite(found).all():
        raise Wrong(f"{name} holds NaN or infinity.", tag="nan", got=found)
    return found.astype(np.float64)


def told(value: Any, *names: str) -> Mapping[str, Any]:
    """What a probe tells: a mapping that has these names."""
    if not isinstance(value, Mapping) or any(name not in value for name in names):
        raise Wrong("What came back can't be read.", tag="type")
    return value


def _kind(value: Any) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
