"""Tables of log p(xᵢ, z = j) and Q that the ladders of the gap and of the ELBO's parts share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit.case import Arguments
from exercises.kit.compare import Floats


class Table(NamedTuple):
    """One rung's arguments, log_joint and Q (n, k), with its name."""

    name: str
    log_joint: NDArray[Any]
    Q: NDArray[Any]

    @property
    def arguments(self) -> Arguments:
        """As both functions take them."""
        return {"log_joint": self.log_joint, "Q": self.Q}


TOTAL = 13
"""How many tables `tables` has."""


def tables(rng: Generator) -> Iterator[Table]:
    """From a point by hand to tables that overflow, the large one left out."""
    yield from _by_hand()
    yield from _zeros()
    n, k = int(rng.integers(6, 12)), int(rng.integers(3, 5))
    yield drawn(rng, n, k, f"{n} random points")
    yield from _far(rng)
    whole = np.array([[-1.0, -3.0, -2.0], [-4.0, -1.0, -2.0]])
    yield Table("log joints by hand, hard Q", whole, np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    single = drawn(rng, 6, 3, "")
    yield Table("float32", single.log_joint.astype(np.float32), single.Q.astype(np.float32))


def _by_hand() -> Iterator[Table]:
    one = _log([[3 / 8, 1 / 8]])
    yield Table("one point, two components", one, np.array([[0.5, 0.5]]))
    two = _log([[3 / 8, 1 / 8], [1 / 16, 1 / 16]])
    yield Table("two points", two, np.array([[0.25, 0.75], [0.5, 0.5]]))
    yield Table("Q is the posterior", two, np.array([[0.75, 0.25], [0.5, 0.5]]))
    three = _log([[1 / 2, 1 / 8, 1 / 8], [1 / 4, 1 / 2, 1 / 4]])
    yield Table("three components", three, np.array([[0.5, 0.25, 0.25], [0.125, 0.125, 0.75]]))
    yield Table("one component", _log([[0.5], [0.25], [2.0]]), np.ones((3, 1)))


def _zeros() -> Iterator[Table]:
    two = _log([[3 / 8, 1 / 8], [1 / 16, 1 / 4]])
    yield Table("hard Q: zeros and ones", two, np.array([[1.0, 0.0], [0.0, 1.0]]))
    impossible = _log([[3 / 8, 1 / 8, 0.0], [1 / 16, 0.0, 1 / 4]])
    within = np.array([[0.5, 0.5, 0.0], [0.25, 0.0, 0.75]])
    yield Table("−∞ where Q = 0", impossible, within)
    yield Table("−∞ where Q > 0", impossible, np.array([[0.5, 0.25, 0.25], [0.25, 0.0, 0.75]]))


def _far(rng: Generator) -> Iterator[Table]:
    """Tables whose exponentials are 0 or infinite in floating point."""
    for name, at in (("densities that underflow", -2000.0), ("densities that overflow", 1500.0)):
        low = drawn(rng, 4, 3, name)
        yield Table(name, low.log_joint + at * np.array([[1.0], [1.5], [2.0], [0.9]]), low.Q)


def drawn(rng: Generator, n: int, k: int, name: str) -> Table:
    """Random joint densities, and a Q that is not their posterior."""
    Q = rng.gamma(1.0, size=(n, k)) + 1e-3
    return Table(name, 2 * rng.normal(size=(n, k)) - 3, Q / Q.sum(axis=1, keepdims=True))


def _log(joint: Any) -> Floats:
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(joint, dtype=np.float64))
