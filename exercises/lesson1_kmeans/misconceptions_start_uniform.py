"""More wrong ways to start k-means: kmeans++ without D², and rows that come again."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson1_kmeans import misconceptions_start as start
from exercises.lesson1_kmeans.misconceptions_start import F


@misconception(
    F, "uniform-with-replacement",
    title="D² is left out: your kmeans++ draws its rows uniformly, with repeats.",
    explanation="After the first row, kmeans++ draws in proportion to D², the squared distance "
    "from the nearest centroid so far: p = D²/ΣD². A row already drawn has D² = 0.",
    symbol="D²",
)  # fmt: skip
def uniform_again(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return start._start(X, k, method, rng, lambda X, C, g: int(g.integers(len(X))))


@misconception(
    F, "uniform-for-kmeans++",
    title="D² is left out: your kmeans++ draws its rows uniformly.",
    explanation="Different rows are not enough: kmeans++ draws each further row in proportion to "
    "D², its squared distance from the nearest centroid so far.",
    symbol="D²",
)  # fmt: skip
def uniform(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    start._known(method)
    return start._random(X, k, np.random.default_rng(rng))


@misconception(
    F, "repeats-for-both-methods",
    title="You draw uniformly and with repeats for both methods: D² is left out.",
    explanation="random draws k different rows, rng.choice(n, size=k, replace=False), and kmeans++ "
    "draws each further row in proportion to D².",
    symbol="D²",
)  # fmt: skip
def repeats(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    start._known(method)
    return X[np.random.default_rng(rng).integers(len(X), size=k)]


MISCONCEPTIONS = (*start.MISCONCEPTIONS, *collect(globals(), F))
