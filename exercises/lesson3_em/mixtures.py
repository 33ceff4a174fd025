"""Data and parameters of the four mixtures on which their E-steps and ELBOs are tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.lesson3_em.families import BMM, EXM, GMM, PMM, Family, Params

FAMILIES = {family.prefix: family for family in (GMM, BMM, PMM, EXM)}


class Setting(NamedTuple):
    """X (n, d) and a mixture's parameters."""

    name: str
    X: NDArray[Any]
    params: Params


def rows(*values: Any) -> NDArray[Any]:
    """An array of floats written by hand."""
    return np.array(values, dtype=np.float64)


_EVEN = rows(0.5, 0.5)
_HAND: dict[str, tuple[Any, Params]] = {
    "gmm": (rows([0], [1], [2]), (rows([0], [2]), rows([[1]], [[1]]))),
    "bmm": (rows([1], [0]), (rows([0.5], [0.25]),)),
    "pmm": (rows([0], [2]), (rows([1], [2]),)),
    "exm": (rows([0], [1]), (rows([1], [2]),)),
}
_PLANE: dict[str, tuple[Any, Params]] = {
    "gmm": (
        rows([0, 0], [2, 1], [1, 2]),
        (rows([0, 0], [2, 2]), rows([[2, 1], [1, 2]], [[1, 0], [0, 4]])),
    ),
    "bmm": (rows([1, 0], [0, 0], [1, 1]), (rows([0.5, 0.25], [0.75, 0.5]),)),
    "pmm": (rows([0, 1], [3, 2], [1, 4]), (rows([1, 2], [2, 4]),)),
    "exm": (rows([0, 1], [3, 2], [1, 4]), (rows([1, 0.5], [0.25, 2]),)),
}


def settings(family: Family, rng: Generator) -> Iterator[Setting]:
    """From what can be worked out by hand to what underflows; the large ones left out."""
    X, params = _HAND[family.prefix]
    yield Setting("one feature, two even components", X, (_EVEN, *params))
    yield Setting("uneven weights φ = (¾, ¼)", X, (rows(0.75, 0.25), *params))
    X, params = _PLANE[family.prefix]
    yield Setting("two features", X, (rows(0.25, 0.75), *params))
    yield Setting("one component", X, (rows(1), *(p[:1] for p in params)))
    yield Setting("one point", X[1:2], (rows(0.25, 0.75), *params))
    n, d = int(rng.integers(10, 20)), int(rng.integers(3, 6))
    yield Setting(f"{n} random points", *family.draw(rng, n, d, 3))
    X, (phi, *others) = family.draw(rng, 8, 4, 3)
    yield Setting("whole numbers", np.rint(X).astype(np.int64), (phi, *others))
    yield dead(family)
    if family is PMM:
        X, params = rows([200, 180], [210, 190]), (rows([200, 180], [215, 190]),)
        yield Setting("counts above 170", X, (_EVEN, *params))
    if family is BMM:
        X, theta = rows([1, 1], [0, 1], [1, 0]), rows([0.001, 0.999], [0.25, 0.5])
        yield Setting("θ near 0 and 1", X, (_EVEN, theta))
    X, params = FAR[family.prefix](rng)
    yield Setting("one point, of a density that underflows", X[-1:], params)
    yield Setting("densities that underflow, and some that don't", X, params)
    X, params = family.draw(rng, 8, 2, 2)
    single = tuple(p.astype(np.float32) for p in params)
    yield Setting("float32", X.astype(np.float32), single)


def total(family: Family) -> int:
    """How many settings `settings` has."""
    return 12 if family in (PMM, BMM) else 11


def large(family: Family, rng: Generator) -> Setting:
    """Where slow code shows."""
    n, d = (2_000, 64) if family is BMM else (20_000, 2)
    return Setting(f"{n:,} points", *family.draw(rng, n, d, 3))


# -- a component of weight 0, in the middle of points that it would explain best --


def dead(family: Family) -> Setting:
    """φ₂ = 0, though the last point lies where component 2 is far denser than the others."""
    X, *others = _DEAD[family.prefix]
    return Setting("a component of weight φ₂ = 0", X, (rows(0.25, 0.75, 0), *others))


_DEAD: dict[str, tuple[Any, ...]] = {
    "gmm": (rows([0, 0], [1, 0], [14, 0]), rows([0, 0], [1, 0], [14, 0]),
            np.stack([np.eye(2)] * 3)),
    "bmm": (np.eye(2, 40)[[0, 1, 1]] * rows([1], [1], [0]) + rows([0], [0], [1]),
            np.repeat(rows([0.125], [0.0625], [0.9375]), 40, axis=1)),
    "pmm": (rows([1], [2], [60]), rows([1], [3], [60])),
    "exm": (np.repeat(rows([1], [0.5], [0]), 8, axis=1),
            np.repeat(rows([1], [2], [1e6]), 8, axis=1)),
}  # fmt: skip


# -- points of all densities, from common to below the least number --


def _far_gaussian(rng: Generator) -> tuple[Any, Params]:
    X = rows([0, 0], [1, 1], [60, 0], [0, -90])
    return X, (rows(0.5, 0.5), rows([0, 0], [0.01, 0.02]), np.stack([np.eye(2)] * 2))


def _far_bernoulli(rng: Generator) -> tuple[Any, Params]:
    d = 784
    theta = np.repeat(np.clip(rng.beta(0.5, 0.5, size=(1, d)), 0.01, 0.99), 2, axis=0)
    theta[:, :3] = rows([0.5, 0.4, 0.6], [0.6, 0.5, 0.5])
    X = rng.integers(2, size=(4, d)).astype(np.float64)
    X[1] = theta[0] > 0.5
    X[2] = theta[0] <= 0.5
    return X, (rows(0.5, 0.5), theta)


def _far_poisson(rng: Generator) -> tuple[Any, Params]:
    lam = np.repeat(rng.uniform(20, 60, size=(1, 30)), 2, axis=0)
    lam[1, :2] += 0.05
    X = np.stack([rng.poisson(lam[0]), rng.poisson(lam[0]), rng.poisson(6 * lam[0])])
    return X.astype(np.float64), (rows(0.5, 0.5), lam)


def _far_exponential(rng: Generator) -> tuple[Any, Params]:
    return rows([1, 0.5], [5, 1], [2000, 1]), (rows(0.5, 0.5), rows([1, 2], [1.001, 2]))


FAR = {
    "gmm": _far_gaussian,
    "bmm": _far_bernoulli,
    "pmm": _far_poisson,
    "exm": _far_exponential,
}
