"""Figures of images, codes and curves, for the demonstrations of lesson 4."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.figure import Figure, Series, classes, points

Numbers = NDArray[Any]

MOST = 600
"""Points of a scatter: more would hide each other."""


def number(value: float, digits: int = 2) -> str:
    """A number as it is read: with commas in thousands, and a true minus."""
    return f"{value:,.{digits}f}".replace("-", "−")


def line(label: str, x: Iterable[float], y: Iterable[float], kind: str = "line") -> Series:
    """A series through points that are given by their coordinates."""
    table = np.stack((np.asarray(list(x), dtype=float), np.asarray(list(y), dtype=float)), axis=1)
    return points(label, table, "marks" if kind == "marks" else "line")


def bars(label: str, values: Iterable[float]) -> Series:
    """Bars at 0, 1, 2, …, as the names on the x axis stand."""
    heights = tuple(float(v) for v in values)
    return Series(label, tuple(float(i) for i in range(len(heights))), heights, "bars")


def codes(title: str, mu: Numbers, labels: Numbers, caption: str) -> Figure:
    """The first two latents of each image, drawn as its digit; evenly thinned."""
    kept = np.linspace(0, len(mu) - 1, min(MOST, len(mu))).astype(int)
    plane = np.asarray(mu, dtype=float)[kept, :2]
    return Figure(title, classes(plane, np.asarray(labels)[kept]), "z₁", "z₂", caption)


def units(title: str, kl: Numbers, caption: str) -> Figure:
    """The KL of each latent unit as a bar, the largest first; at most twenty."""
    order = np.argsort(kl)[::-1][:20]
    names = tuple(str(int(j) + 1) for j in order)
    return Figure(title, (bars("KL", kl[order]),), "latent", "nats", caption, names)
