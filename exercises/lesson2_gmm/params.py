"""Parameters of a mixture as a learner's function returns them: what they must be whatever."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit import compare
from exercises.kit.case import Wrong
from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript

NAMES = ("phi", "mu", "Sigma")

Params = tuple[Floats, Floats, Floats]


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of an array or a nest of lists; () for what is neither."""
    if not isinstance(value, (np.ndarray, list, tuple)):
        return ()
    try:
        return np.shape(value)
    except ValueError:  # lists of different lengths: `compare` says so
        return ()


def tidy(values: Floats) -> Floats:
    """Values as they are shown: without the last digits, in which equal numbers may differ."""
    top = float(np.abs(values).max())
    if not (np.isfinite(top) and top > 0):
        return values
    return np.round(values, 12 - int(np.floor(np.log10(top))))


def in_order(given: tuple[Any, ...], k: int, d: int) -> None:
    """Whether phi, mu and Sigma stand in this order."""
    wanted = {"phi": (k,), "mu": (k, d), "Sigma": (k, d, d)}
    found = [shape_of(v) for v in given]
    if found != [*wanted.values()] and sorted(found) == sorted(wanted.values()):
        order = ", ".join(n for f in found for n, s in wanted.items() if s == f)
        raise Wrong(f"The results stand in the order {order}: it is phi, mu, Sigma.", tag="order")


def params_of(value: Any, k: int, d: int) -> Params:
    """phi (k,), mu (k, d) and Sigma (k, d, d), finite, phi being shares.

    Raises:
        Wrong: they are not.
    """
    given = compare.parts(value, NAMES)
    in_order(given, k, d)
    phi = compare.numbers(given[0], (k,), "phi")
    mu = compare.numbers(given[1], (k, d), "mu")
    Sigma = compare.numbers(_covariances(given[2], k, d), (k, d, d), "Sigma")
    _finite(phi, mu, Sigma)
    return phi, mu, Sigma


def _covariances(value: Any, k: int, d: int) -> Any:
    shape = shape_of(value)
    if shape in ((k, d), (k,), (d, d)):
        hint = {
            (d, d): "each component has a covariance of its own",
            (k,): "one variance σ² is the matrix σ²I, σ² * np.eye(d)",
            (k, d): "a variance a feature belongs on the diagonal of a matrix, np.diag",
        }[shape]
        raise Wrong(
            f"Sigma is of shape {shape} and must be of shape (k, d, d) = ({k}, {d}, {d}): {hint}.",
            tag=f"Sigma-shape:{'kd' if shape == (k, d) else len(shape)}", got=value,
        )  # fmt: skip
    return value


def _finite(phi: Floats, mu: Floats, Sigma: Floats) -> None:
    for name, values in zip(NAMES, (phi, mu, Sigma), strict=True):
        bad = np.flatnonzero(~np.isfinite(values.reshape(len(phi), -1)).all(axis=1))
        if bad.size:
            j = int(bad[0])
            raise Wrong(
                f"{name} must be finite, but component {j} has {brief(values[j])}: is something "
                f"divided by N{subscript(j)} = 0?",
                tag=f"nan:{name}", got=values,
            )  # fmt: skip


def are_shares(phi: Floats, slack: float = 1e-6) -> None:
    """Whether phi is non-negative and sums to one."""
    if (phi < -slack).any():
        raise Wrong(f"phi is {brief(phi)}: a share can't be negative.", tag="phi-negative", got=phi)
    if abs(phi.sum() - 1) > slack:
        raise Wrong(f"phi sums to {brief(phi.sum())} and must sum to 1.", tag="phi-sum", got=phi)


def are_covariances(Sigma: Floats) -> None:
    """Whether every Sigma[j] is symmetric and positive definite."""
    for j, S in enumerate(Sigma):
        size = float(np.abs(S).max())
        if np.abs(S - S.T).max() > 1e-8 * size:
            raise Wrong(
                f"Sigma[{j}] is not symmetric, and a covariance is.", tag="asymmetric", got=S
            )
        try:
            np.linalg.cholesky(S)
        except np.linalg.LinAlgError:
            least = float(np.linalg.eigvalsh(S).min())
            raise Wrong(
                f"Sigma[{j}] is not positive definite (its least eigenvalue is {brief(least)}): it "
                "has no inverse, and no density. Add something small to the diagonal.",
                tag="not-definite", got=S,
            ) from None  # fmt: skip
