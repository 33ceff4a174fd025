"""Figures of points, components and their ellipses, for the demonstrations of lesson 2."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.figure import Figure, Series, ellipse, mixed, points
from exercises.lesson2_gmm.data import Parameters

Numbers = NDArray[Any]
PLANE = ("x", "y")
GEYSER = ("eruption, standardized", "wait, standardized")


def as_parameters(found: Any) -> Parameters:
    """phi, mu and Sigma as arrays of floats: a learner's may come as lists."""
    phi, mu, Sigma = (np.asarray(part, dtype=float) for part in found)
    return phi, mu, Sigma


def shapes(parameters: Parameters) -> tuple[Series, ...]:
    """The 1σ and 2σ ellipses of each component, and the means as marks."""
    _, mu, Sigma = parameters
    rings = [
        ring
        for j in range(len(mu))
        for ring in ellipse(mu[j], Sigma[j], (1, 2), f"component {j}", component=j)
    ]
    return (*rings, points("means", mu, "marks"))


def plain(
    title: str,
    X: Numbers,
    parameters: Parameters,
    caption: str,
    axes: tuple[str, str] = PLANE,
) -> Figure:
    """The points, all alike, under the ellipses."""
    return Figure(title, (points("points", X), *shapes(parameters)), *axes, caption)


def soft(
    title: str,
    X: Numbers,
    w: Numbers,
    parameters: Parameters,
    caption: str,
    axes: tuple[str, str] = PLANE,
) -> Figure:
    """The points coloured by responsibility, under the ellipses."""
    return Figure(title, (mixed("", X, w), *shapes(parameters)), *axes, caption)


def by_label(X: Numbers, labels: Numbers, name: str = "cluster") -> tuple[Series, ...]:
    """A series of points for each label that occurs, in the colour of its component."""
    return tuple(
        points(f"{name} {j}", X[labels == j], component=j) for j in np.unique(labels).tolist()
    )


def side_by_side(X: Numbers, both: Any, differ: NDArray[np.intp]) -> tuple[Figure, Figure]:
    """The clusters of k-means and those of the mixture, from what `compare_with_kmeans` found."""
    centres = points("centroids", np.asarray(both["kmeans_centroids"], dtype=float), "marks")
    kmeans = Figure(
        "Long clouds, by k-means",
        (*by_label(X, np.asarray(both["kmeans_labels"])), centres),
        "x",
        "y",
        "Straight cuts halfway between centroids.",
    )
    found = as_parameters([both["gmm_phi"], both["gmm_mu"], both["gmm_Sigma"]])
    mixture = Figure(
        "Long clouds, by the mixture",
        (
            *by_label(X, np.asarray(both["gmm_labels"])),
            points("k-means differs", X[differ], sign="x"),
            *shapes(found),
        ),
        "x",
        "y",
        "Ellipses along the clouds. An x is a point that k-means gives to another one.",
    )
    return kmeans, mixture


def moves(before: Numbers, after: Numbers) -> tuple[Series, ...]:
    """A line from the old place of each mean to its new one."""
    ways = np.stack([before, after], axis=1)
    return tuple(points(f"path {j}", way, "line") for j, way in enumerate(ways))


def listed(values: Numbers, digits: int = 2) -> str:
    """Numbers to so many decimals, as 0.50, 0.30 and 0.20."""
    *some, last = (f"{value:.{digits}f}" for value in np.asarray(values).ravel())
    return f"{', '.join(some)} and {last}" if some else last
