"""Judging the parameters of components, up to what each mixture's contract leaves free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Wrong
from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript
from exercises.lesson3_em.families import FLOOR, Family, Params

NEAR = 1e-6
"""How far θ, λ and relative rates may be from the weighted mean: room for keeping off 0."""
SINGLE = 1e-4
DRIFT = 1e-12
"""Of the size of X, wherever it lies: what rounding, or 1e-12 added to N, may do to a mean."""
Judge = Callable[[NDArray[Any], Sequence[Floats], Params, NDArray[np.bool_]], None]


def judge_estimates(
    family: Family, X: NDArray[Any], got: Sequence[Floats], expected: Params,
    used: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Whether the parameters but phi are those of the weighted data.

    Args:
        used: which components have weight; the parameters of the others are free, within what
            the model allows.
    """
    within_domain(family, got)
    _JUDGES[family.prefix](X, got, expected, used)


def within_domain(family: Family, got: Sequence[Floats]) -> None:
    """Whether the model may have such parameters.

    Raises:
        Wrong: a θ that is not strictly between 0 and 1, a λ or rate that is not positive, a Σ
            that is not symmetric and positive definite.
    """
    if family.prefix == "gmm":
        _positive_definite(got[1])
        return
    symbol, upper = family.symbol, 1.0 if family.prefix == "bmm" else np.inf
    bad = np.argwhere((got[0] <= 0) | (got[0] >= upper))
    if bad.size:
        j, f = bad[0]
        needed = "strictly between 0 and 1" if upper == 1 else "greater than 0"
        at_the_edge = np.isin(got[0], (0.0, upper)).any()
        raise Wrong(
            f"{symbol}[{j}, {f}] is {brief(got[0][j, f])} and must be {needed}: else a point may "
            "come that is held to be impossible, with log 0 in its density.",
            tag="edge" if at_the_edge else "outside", got=got[0],
        )  # fmt: skip


def _positive_definite(Sigma: Floats) -> None:
    for j, S in enumerate(Sigma):
        scale = float(np.abs(S).max())
        if np.abs(S - S.T).max() > compare.RTOL_SINGLE * scale:
            raise Wrong(f"Σ{subscript(j)} must be symmetric.", tag="asymmetric", got=S)
        least = float(np.linalg.eigvalsh(S)[0])
        if least <= 0:
            raise Wrong(
                f"Σ{subscript(j)} must be positive definite, and its least eigenvalue is "
                f"{brief(least)}.",
                tag="not-positive", got=S,
            )  # fmt: skip


def _gaussian(
    X: NDArray[Any], got: Sequence[Floats], expected: Params, used: NDArray[np.bool_]
) -> None:
    rtol, size = compare.rtol(X), compare.radius(X)
    drift = DRIFT * float(np.abs(X).max())
    _same("mu", "μ", got[0], expected[0], rtol * max(size, 1) + drift, used,
          "the weighted mean Σᵢ Qᵢⱼ xᵢ / Nⱼ")  # fmt: skip
    _same("Sigma", "Σ", got[1], expected[1], rtol * max(size, 1) ** 2 + drift**2, used,
          "Σᵢ Qᵢⱼ (xᵢ − μⱼ)(xᵢ − μⱼ)ᵀ / Nⱼ with 1e-6 added to the diagonal")  # fmt: skip


def _bernoulli(
    X: NDArray[Any], got: Sequence[Floats], expected: Params, used: NDArray[np.bool_]
) -> None:
    _same("theta", "θ", got[0], expected[0], _near(X), used,
          "the weighted share of ones Σᵢ Qᵢⱼ xᵢ / Nⱼ")  # fmt: skip


def _poisson(
    X: NDArray[Any], got: Sequence[Floats], expected: Params, used: NDArray[np.bool_]
) -> None:
    slack = _near(X) * np.maximum(expected[0], 1)
    _same("lam", "λ", got[0], expected[0], slack, used, "the weighted mean Σᵢ Qᵢⱼ xᵢ / Nⱼ")


def _exponential(
    X: NDArray[Any], got: Sequence[Floats], expected: Params, used: NDArray[np.bool_]
) -> None:
    """Where the mean is 0, the rate only has to be that of a mean below 1e-6."""
    mean, rate = 1 / expected[0], got[0]
    near = np.abs(rate - expected[0]) <= 1.001 * _near(X) * expected[0]
    right = np.where(mean <= FLOOR, rate >= 1 / NEAR, near)
    _first_off("rate", "rate", rate, expected[0], right, used,
               "one over the weighted mean, Nⱼ / Σᵢ Qᵢⱼ xᵢ")  # fmt: skip


def _near(X: NDArray[Any]) -> float:
    return max(NEAR, SINGLE if X.dtype == np.float32 else 0.0) * (1 + compare.RTOL)


def _same(
    name: str, symbol: str, got: Floats, expected: Floats, slack: Any, used: NDArray[np.bool_],
    what: str,
) -> None:  # fmt: skip
    _first_off(name, symbol, got, expected, np.abs(got - expected) <= slack, used, what)


def _first_off(
    name: str, symbol: str, got: Floats, expected: Floats, right: Any, used: NDArray[np.bool_],
    what: str,
) -> None:  # fmt: skip
    off = np.argwhere(~right & used.reshape(-1, *[1] * (got.ndim - 1)))
    if off.size:
        at = tuple(off[0])
        place = ", ".join(str(i) for i in at)
        raise Wrong(
            f"{symbol}[{place}] is {brief(got[at])} and must be {brief(expected[at])}: {what}, "
            f"for component j = {at[0]}.",
            tag=f"value:{name}", expected=expected, got=got,
        )  # fmt: skip


_JUDGES: dict[str, Judge] = {
    "gmm": _gaussian,
    "bmm": _bernoulli,
    "pmm": _poisson,
    "exm": _exponential,
}
