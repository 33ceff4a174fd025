"""Data that the ladders of lesson 1 draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit.compare import Floats, Ints

FAR = 1e8
TINY = 1e-8


@dataclass(frozen=True)
class Blobs:
    """Round clusters, none of them empty: X (n, d), their centres (k, d), labels (n,)."""

    X: Floats
    centers: Floats
    labels: Ints

    @property
    def n(self) -> int:
        """The number of points."""
        return len(self.X)

    @property
    def k(self) -> int:
        """The number of clusters."""
        return len(self.centers)


def blobs(
    rng: Generator, n: int, d: int, k: int, *, apart: float = 4.0, scale: float = 1.0, at: float = 0
) -> Blobs:
    """k clusters of standard deviation `scale`, their centres `apart` times that from each other.

    Args:
        at: where the data lie: added to every coordinate.
    """
    labels = np.concatenate([np.arange(k), rng.integers(k, size=n - k)])
    rng.shuffle(labels)
    centers = apart * rng.normal(size=(k, d)) + apart
    X = centers[labels] + rng.normal(size=(n, d))
    return Blobs(X * scale + at, centers * scale + at, labels)


def any_scale(rng: Generator) -> float:
    """A scale between 0.1 and 100."""
    return float(10 ** rng.uniform(-1, 2))


def array(rows: Any) -> NDArray[Any]:
    """Whole numbers, written by hand, as the floats that X mostly has."""
    return np.array(rows, dtype=np.float64)


def three_far_groups(*sizes: int) -> Floats:
    """Three groups on a line, a million times farther apart than their points are."""
    groups = [at * 1e6 + np.arange(size) for at, size in zip((0, 5, 9), sizes, strict=True)]
    rows: Floats = np.concatenate(groups)[:, None]
    return rows
