"""Data and mixtures that the ladders of lesson 2 draw."""

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
class Mixture:
    """Parameters, and points drawn from them: phi (k,), mu (k, d), Sigma (k, d, d), X (n, d)."""

    phi: Floats
    mu: Floats
    Sigma: Floats
    X: Floats
    labels: Ints

    @property
    def params(self) -> dict[str, Any]:
        """phi, mu and Sigma by name."""
        return {"phi": self.phi, "mu": self.mu, "Sigma": self.Sigma}

    @property
    def arguments(self) -> dict[str, Any]:
        """X and the parameters by name, in the order of the signatures."""
        return {"X": self.X, **self.params}


def mixture(
    rng: Generator, n: int, d: int, k: int, *, apart: float = 2.0, scale: float = 1.0, at: float = 0
) -> Mixture:
    """k components whose means are about `apart` deviations from each other, none without a point.

    Args:
        at: where all lies: added to every coordinate.
    """
    phi = rng.dirichlet(np.full(k, 5.0))
    mu = apart * rng.normal(size=(k, d)) + 1
    Sigma = np.stack([spd(rng, d) for _ in range(k)])
    labels = np.concatenate([np.arange(k), rng.integers(k, size=n - k)])
    rng.shuffle(labels)
    roots = np.linalg.cholesky(Sigma)
    X = mu[labels] + np.einsum("iab,ib->ia", roots[labels], rng.normal(size=(n, d)))
    return Mixture(phi, mu * scale + at, Sigma * scale**2, X * scale + at, labels)


def spd(rng: Generator, d: int) -> Floats:
    """A covariance (d, d) with variances near one and a condition number of some tens."""
    axes = np.linalg.qr(rng.normal(size=(d, d)))[0]
    Sigma: Floats = (axes * rng.uniform(0.3, 3.0, size=d)) @ axes.T
    return (Sigma + Sigma.T) / 2


def any_scale(rng: Generator) -> float:
    """A scale between 0.1 and 10."""
    return float(10 ** rng.uniform(-1, 1))


def array(rows: Any) -> NDArray[Any]:
    """Numbers, written by hand, as the floats that X mostly has."""
    return np.array(rows, dtype=np.float64)


def eyes(k: int, d: int, variance: float = 1.0) -> Floats:
    """k covariances σ²I, (k, d, d)."""
    return np.repeat(variance * np.eye(d)[None], k, axis=0)


def seeds(rng: Generator, count: int) -> list[int]:
    """Seeds for the learner's function."""
    return [int(s) for s in rng.integers(2**31, size=count)]
