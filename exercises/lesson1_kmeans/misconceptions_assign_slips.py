"""Slips of the pen in the assignment step (activity 1.3): precision, types, loop bounds."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "assign_clusters"


def _squares(X: Any, C: Any) -> Any:
    """Squared distances (n, k)."""
    return ((X[:, None] - C) ** 2).sum(axis=2)


@misconception(
    F, "half-precision",
    title="You compute in float16: three digits, and overflow beyond 65504.",
    explanation="Small distances become 0 and large ones infinite, and argmin of equals is 0. "
    "Leave float16 out: NumPy's default, float64, has sixteen digits.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def half_precision(X: Any, centroids: Any) -> Any:
    with np.errstate(over="ignore", invalid="ignore"):
        return _squares(X.astype(np.float16), centroids.astype(np.float16)).argmin(axis=1)


@misconception(
    F, "single-precision",
    title="You compute in float32: seven digits, too few far from the origin.",
    explanation="float32 can't tell 16777216 from 16777217 (2²⁴ and the next). Data given as "
    "float64 should be subtracted as float64.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def single_precision(X: Any, centroids: Any) -> Any:
    return _squares(X.astype(np.float32), centroids.astype(np.float32)).argmin(axis=1)


@misconception(
    F, "labels-overflow-int8",
    title="You store labels as int8, which ends at 127: label 128 becomes −128.",
    explanation="With more than 128 centroids they overflow, and a negative label counts rows "
    "from the end. argmin gives a type that is wide enough.",
    symbol="labels",
)  # fmt: skip
def overflow_int8(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).argmin(axis=1).astype(np.int8)


@misconception(
    F, "last-centroid-never-tried",
    title="You never try the last centroid, as with range(k - 1).",
    explanation="range(k) already stops at k − 1, the last row: no − 1 is needed.",
    symbol="argminⱼ",
)  # fmt: skip
def last_missing(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids[: max(1, len(centroids) - 1)]).argmin(axis=1)


@misconception(
    F, "first-centroid-never-tried",
    title="You never try the first centroid, as with range(1, k).",
    explanation="Rows count from 0. Begin at 1 only if the best so far was begun with the distance "
    "to centroid 0.",
    symbol="argminⱼ",
)  # fmt: skip
def first_missing(X: Any, centroids: Any) -> Any:
    if len(centroids) == 1:
        return np.zeros(len(X), dtype=int)
    return 1 + _squares(X, centroids[1:]).argmin(axis=1)


@misconception(
    F, "factor-two-lost",
    title="You compare ‖μ‖² − x·μ: the factor 2 before x·μ is lost.",
    explanation="‖x − μ‖² = ‖x‖² − 2x·μ + ‖μ‖². ‖x‖² is the same for all centroids and may go, "
    "the 2 may not.",
    symbol="2x·μ",
)  # fmt: skip
def factor_two_lost(X: Any, centroids: Any) -> Any:
    return ((centroids**2).sum(axis=1) - X @ centroids.T).argmin(axis=1)


@misconception(
    F, "minimum-begun-too-low",
    title="You begin the running minimum at a fixed number; distances can be larger.",
    explanation="Where all squared distances exceed the start value, none is ever less, and the "
    "label stays 0. Begin at infinity: float('inf').",
    symbol="argminⱼ",
)  # fmt: skip
def begun_too_low(X: Any, centroids: Any) -> Any:
    squares = _squares(X, centroids)
    return np.where(squares.min(axis=1) < 1e9, squares.argmin(axis=1), 0)


@misconception(
    F, "minimum-begun-too-low-no-label",
    title="You begin the running minimum at a fixed number; label −1 is left over.",
    explanation="Where all squared distances exceed the start value, none is ever less, and the "
    "label stays what it was begun with. Begin the minimum at infinity: float('inf').",
    symbol="argminⱼ",
)  # fmt: skip
def begun_too_low_no_label(X: Any, centroids: Any) -> Any:
    squares = _squares(X, centroids)
    return np.where(squares.min(axis=1) < 1e9, squares.argmin(axis=1), -1)


MISCONCEPTIONS = collect(globals(), F)
