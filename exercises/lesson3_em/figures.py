"""Figures of bounds, prototypes and fitted densities, for the demonstrations of lesson 3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.figure import Figure, Series, band, curve, ellipse, images, mixed, points

Numbers = NDArray[Any]


def number(value: float, digits: int = 2) -> str:
    """A number as it is read: with commas in thousands, and a true minus."""
    return f"{value:,.{digits}f}".replace("-", "−")


def line(label: str, x: Iterable[float], y: Iterable[float], kind: str = "line") -> Series:
    """A series through points that are given by their coordinates."""
    table = np.stack((np.asarray(list(x), dtype=float), np.asarray(list(y), dtype=float)), axis=1)
    return points(label, table, "marks" if kind == "marks" else "line")


def bound(
    title: str,
    elbos: Sequence[float],
    tops: Sequence[float],
    caption: str,
    start: int = 1,
    x_label: str = "iteration",
) -> Figure:
    """The ELBO, the log-likelihood, and between them the gap: the KL divergence."""
    parts = (
        band("gap", elbos, tops, start),
        curve("log-likelihood", tops, start),
        curve("ELBO", elbos, start),
    )
    return Figure(title, parts, x_label, "nats", caption)


def parts(
    title: str, joints: Sequence[float], entropies: Sequence[float], caption: str, start: int
) -> Figure:
    """Expected log joint and entropy as bars from 0, and the ELBO, their sum, as a line."""
    sums = np.add(joints, entropies)
    series = (
        curve("E[log joint]", joints, start, "stack"),
        curve("entropy", entropies, start, "stack"),
        curve("ELBO", sums, start),
    )
    return Figure(title, series, "iteration", "nats", caption)


def mixture(title: str, X: Numbers, params: Sequence[Numbers], Q: Numbers, caption: str) -> Figure:
    """Points coloured by responsibility, and each component's 1σ and 2σ ellipses."""
    _, mu, Sigma = (np.asarray(part, dtype=float) for part in params)
    rings = [
        ring
        for j, (mean, cov) in enumerate(zip(mu, Sigma, strict=True))
        for ring in ellipse(mean, cov, (1, 2), f"component {j}", component=j)
    ]
    cloud = mixed("", X, np.asarray(Q, dtype=float))
    return Figure(title, (cloud, *rings), "eruption", "waiting", caption)


def prototypes(
    title: str, params: Sequence[Numbers], caption: str, shape: tuple[int, int]
) -> Figure:
    """The probabilities of each component as an image, its weight below."""
    phi, theta = (np.asarray(part, dtype=float) for part in params)
    captions = [f"φ = {weight:.2f}" for weight in phi]
    return Figure(title, images=images(theta, captions, shape=shape, columns=5), caption=caption)
