"""The data that lesson 2 shows and asks about, and what is measured on them."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference import datasets, em_mog_examples, kmeans_examples

Numbers = NDArray[Any]
Parameters = tuple[Numbers, Numbers, Numbers]
"""phi (k,), mu (k, d), Sigma (k, d, d)."""

OVERLAPPING: Parameters = (
    np.array([0.5, 0.3, 0.2]),
    np.array([[0.0, 0.0], [3.0, 1.5], [-1.0, 3.0]]),
    np.array([[[2.0, 1.2], [1.2, 1.5]], [[0.6, -0.4], [-0.4, 1.2]], [[1.0, 0.0], [0.0, 0.3]]]),
)
"""Three components of different size, shape and direction that overlap at their edges."""

ROUND: Parameters = (
    np.full(3, 1 / 3),
    np.array([[-2.5, -1.0], [3.5, 2.5], [0.0, 3.0]]),
    np.repeat(np.eye(2)[None], 3, axis=0),
)
"""Three equal circles, each somewhere near a component of `OVERLAPPING`: a start."""

WIDE_AND_NARROW: Parameters = (
    np.array([0.5, 0.5]),
    np.array([[0.0], [4.0]]),
    np.array([[[9.0]], [[0.25]]]),
)
"""Two components on a line, N(0, 3²) and N(4, 0.5²)."""


def drawn(
    truth: Parameters = OVERLAPPING, n: int = 300, seed: int = 0
) -> tuple[Numbers, NDArray[np.intp]]:
    """n points (n, d) as the model tells it, and the hidden component (n,) of each."""
    phi, mu, Sigma = truth
    generator = np.random.default_rng(seed)
    hidden = generator.choice(len(phi), size=n, p=phi)
    roots = np.linalg.cholesky(Sigma)[hidden]
    noise = generator.standard_normal((n, mu.shape[1]))
    return mu[hidden] + np.einsum("nij,nj->ni", roots, noise), hidden


def standardized_geyser() -> Numbers:
    """Old Faithful (272, 2), each feature with mean 0 and standard deviation 1."""
    X = datasets.old_faithful().X
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


def classic_start() -> Parameters:
    """The start for Old Faithful that textbooks show: off the data, on the wrong diagonal.

    Means (−1.5, 1) and (1.5, −1), unit covariances (after Bishop, PRML, figure 9.8).
    """
    means = np.array([[-1.5, 1.0], [1.5, -1.0]])
    return np.array([0.5, 0.5]), means, np.repeat(np.eye(2)[None], 2, axis=0)


def many_blobs() -> Numbers:
    """Eight round clusters, (300, 2), as in lesson 1."""
    return datasets.blobs(n=300, k=8, spread=0.6, seed=7).X


def two_on_a_line(apart: float, n: int = 300) -> Numbers:
    """n numbers from N(0, 1) and n from N(apart, 1), as points (2n, 1)."""
    generator = np.random.default_rng(0)
    numbers = [generator.normal(0, 1, n), generator.normal(apart, 1, n)]
    return np.concatenate(numbers)[:, None]


def line_start(means: tuple[float, float], variance: float) -> Parameters:
    """Two components on a line, of equal proportions and equal variances."""
    return np.array([0.5, 0.5]), np.array(means)[:, None], np.full((2, 1, 1), variance)


def from_clusters(X: Numbers, k: int, seed: int = 0, runs: int = 10) -> Parameters:
    """The parameters of the clusters of k-means, the best of some runs."""
    labels = kmeans_examples.best_of_n_runs(X, k, n_runs=runs, rng=seed)[1]
    return em_mog_examples.m_step(X, np.eye(k)[labels])


def agreement(labels: Numbers, truth: Numbers | None) -> float:
    """The share of points with their true class, the clusters numbered as is best."""
    assert truth is not None
    found = np.asarray(labels)
    k = 1 + max(int(found.max()), int(truth.max()))
    return max(float(np.mean(np.array(names)[found] == truth)) for names in permutations(range(k)))


def uncertain(w: Numbers, least: float = 0.9) -> NDArray[np.bool_]:
    """Which points (n,) have no component with at least so much of the responsibility."""
    return np.asarray(w.max(axis=1) < least)


def free_parameters(k: int, d: int, covariance_type: str = "full") -> int:
    """How many numbers of a mixture are free: φ, μ and the covariances of that type."""
    each = {"full": d * (d + 1) // 2, "diag": d, "spherical": 1}[covariance_type]
    return k - 1 + k * d + k * each
