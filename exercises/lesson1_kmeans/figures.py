"""Figures of points, clusters and centroids, for the demonstrations of lesson 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.figure import Figure, Series, points

Numbers = NDArray[Any]


def clusters(title: str, X: Numbers, labels: Numbers, centroids: Numbers, caption: str) -> Figure:
    """The points by cluster with the centroids as marks."""
    return Figure(title, (*by_cluster(X, labels), *marks(centroids)), "x", "y", caption)


def by_cluster(X: Numbers, labels: Numbers) -> tuple[Series, ...]:
    """A series of points for each label that occurs."""
    return tuple(points(f"cluster {j}", X[labels == j]) for j in np.unique(labels).tolist())


def marks(centroids: Numbers) -> tuple[Series, ...]:
    """The centroids (k, 2), as one series of marks."""
    return (points("centroids", np.asarray(centroids, dtype=float), "marks"),)


def paths(states: Sequence[Numbers]) -> tuple[Series, ...]:
    """A line for each centroid through its places, one after the other."""
    ways = np.stack(states, axis=1)
    return tuple(points(f"path {j}", way, "line") for j, way in enumerate(ways))


def place(centroid: Numbers) -> str:
    """Coordinates to two decimals, as (6.03, 0.85)."""
    return "(" + ", ".join(f"{x:.2f}" for x in centroid) + ")"
