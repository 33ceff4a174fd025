"""Data and weights Q on which the four M-steps are tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit.compare import Floats
from exercises.lesson3_em.families import BMM, GMM, Family
from exercises.lesson3_em.mixtures import rows

FAR = 1e8


class Weighted(NamedTuple):
    """X (n, d) and Q (n, k)."""

    name: str
    X: NDArray[Any]
    Q: NDArray[Any]


_HAND: dict[str, Floats] = {
    "gmm": rows([0], [2], [4], [8]),
    "bmm": rows([0], [1], [1], [1]),
    "pmm": rows([0], [2], [4], [8]),
    "exm": rows([0], [2], [4], [8]),
}
_PLANE: dict[str, Floats] = {
    "gmm": rows([0, 1], [2, 5], [4, 4]),
    "bmm": rows([0, 1], [1, 1], [1, 0]),
    "pmm": rows([0, 1], [2, 5], [4, 4]),
    "exm": rows([0, 1], [2, 5], [4, 4]),
}
_SOFT = rows([1, 0], [0.75, 0.25], [0.25, 0.75], [0.5, 0.5])

TOTAL = 11
"""How many rungs `weighted` has for all but the Gaussian mixture, which has one more."""


def weighted(family: Family, rng: Generator) -> Iterator[Weighted]:
    """From what can be worked out by hand to what needs care; the large ones left out."""
    line, plane = _HAND[family.prefix], _PLANE[family.prefix]
    yield Weighted("four points, soft Q", line, _SOFT)
    hard = rows([1, 0], [1, 0], [0, 1], [0, 1])
    yield Weighted("four points, hard Q: zeros and ones", line, hard)
    yield Weighted("two features", plane, rows([0.5, 0.5], [0.25, 0.75], [0.75, 0.25]))
    yield Weighted("one component", plane, np.ones((3, 1)))
    n, d = int(rng.integers(10, 20)), int(rng.integers(3, 6))
    X, _ = family.draw(rng, n, d, 3)
    yield Weighted(f"{n} random points", X, shares(rng, n, 3))
    yield Weighted("a component with little weight", plane, rows([0.75, 0.25], [1, 0], [1, 0]))
    yield Weighted("one point", plane[1:2], rows([0.25, 0.75]))
    yield Weighted("whole numbers", np.rint(X).astype(np.int64), shares(rng, n, 3))
    yield Weighted(
        "a component without weight", plane, rows([0.5, 0, 0.5], [1, 0, 0], [0.25, 0, 0.75])
    )
    yield from _hard(family, rng)


def _hard(family: Family, rng: Generator) -> Iterator[Weighted]:
    X, _ = family.draw(rng, 9, 3, 2)
    X[:, 1] = 0
    if family is BMM:
        X[:, 2] = 1
    yield Weighted("a feature that is the same everywhere", X, shares(rng, 9, 2))
    X, _ = family.draw(rng, 12, 2, 2)
    if family is BMM:  # 1 − 1e-9 is 1 in float32: no share may be at an end here
        X[:2] = rows([0, 1], [1, 0])
    yield Weighted("float32", X.astype(np.float32), shares(rng, 12, 2).astype(np.float32))
    if family is GMM:
        yield Weighted("far from the origin (1e8)", X + FAR, shares(rng, 12, 2))


def large(family: Family, rng: Generator) -> Weighted:
    """Where slow code shows."""
    n, d = (2_000, 64) if family is BMM else (20_000, 2)
    return Weighted(f"{n:,} points", family.draw(rng, n, d, 3)[0], shares(rng, n, 3))


def shares(rng: Generator, n: int, k: int) -> Floats:
    """Random rows that sum to one, uneven over the components."""
    Q = rng.gamma(0.7, size=(n, k)) * np.arange(1, k + 1) + 1e-3
    rows_of: Floats = Q / Q.sum(axis=1, keepdims=True)
    return rows_of
