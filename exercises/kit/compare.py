"""Comparisons that explain themselves: each gives plain values back, or raises `Wrong`.

What is asked for is judged by its values: a list of numbers counts as an array, a NumPy scalar or
a 0-d array as a number. Shapes must be exact, labels integers; texts and booleans are no numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.case import Opaque, Wrong
from exercises.kit.show import brief, subscript

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RTOL, RTOL_SINGLE = 1e-9, 1e-4
_SINGLE_DIGITS = 1e-5


def rtol(*inputs: NDArray[Any]) -> float:
    """The relative tolerance that the inputs' dtypes allow: float32 in may give float32 out."""
    return RTOL_SINGLE if any(x.dtype == np.float32 for x in inputs) else RTOL


def number(value: Any, name: str) -> float:
    """One real number, which may be NaN or infinite."""
    plain = _plain(value, name, "a number")
    if plain.shape != ():
        _refuse_shape(plain, (), name)
    return float(plain)


def whole(value: Any, name: str) -> int:
    """One whole number of an integer type."""
    plain = _plain(value, name, "a whole number")
    if plain.shape != ():
        _refuse_shape(plain, (), name)
    if plain.dtype.kind == "f":
        raise Wrong(
            f"{name} is the float {brief(float(plain))} and must be an integer.", tag="float-count"
        )
    return int(plain)


def numbers(value: Any, shape: tuple[int, ...], name: str) -> Floats:
    """Real numbers of exactly this shape; -1 stands for any length."""
    plain = _plain(value, name, "an array of numbers")
    fits = len(plain.shape) == len(shape)
    if not fits or any(s not in (-1, t) for s, t in zip(shape, plain.shape, strict=True)):
        _refuse_shape(plain, shape, name)
    return plain.astype(np.float64)


def labels(value: Any, n: int, k: int, name: str = "labels") -> Ints:
    """n integers from 0 to k − 1."""
    plain = _plain(value, name, "an array of integers")
    if plain.shape != (n,):
        _refuse_shape(plain, (n,), name)
    if plain.dtype.kind == "f":
        raise Wrong(
            f"{name} are floats ({plain.dtype}) and must be integers: they serve as indices.",
            tag="float-labels",
            got=plain,
        )
    outside = np.flatnonzero((plain < 0) | (plain >= k))
    if outside.size:
        raise Wrong(
            f"{name}[{outside[0]}] is {plain[outside[0]]} and must be from 0 to {k - 1}.",
            tag="label-range",
            got=plain,
        )
    return plain.astype(np.int64)


def parts(value: Any, names: Sequence[str]) -> tuple[Any, ...]:
    """The results of a function that returns several."""
    listed = ", ".join(names)
    if value is None:
        raise Wrong(f"Your function returns None and must return {listed}.", tag="none", got="None")
    if isinstance(value, np.ndarray) and value.ndim:
        value = tuple(value)
    if not isinstance(value, (tuple, list)) or len(value) != len(names):
        found = f"{len(value)} values" if isinstance(value, (tuple, list)) else _kind(value)
        raise Wrong(
            f"Your function returns {found} and must return {len(names)}: {listed}.", tag="parts"
        )
    return tuple(value)


def same_number(got: float, expected: float, slack: float, name: str) -> None:
    """Whether a number is within `slack` of the right one (NaN equal to NaN)."""
    if np.isnan(expected):
        if not np.isnan(got):
            raise Wrong(
                f"{name} is {brief(got)} and must be NaN: it is undefined here.",
                tag="not-nan", expected=expected, got=got,
            )  # fmt: skip
    elif not np.isfinite(got):
        raise Wrong(
            f"{name} is {brief(got)} and must be {brief(expected)}.",
            tag="nan", expected=expected, got=got,
        )  # fmt: skip
    elif abs(got - expected) > slack:
        raise Wrong(
            f"{name} is {brief(got)} and must be {brief(expected)}."
            + _digits(abs(got - expected), abs(expected)),
            tag="value", expected=expected, got=got,
        )  # fmt: skip


def differing_rows(got: Floats, expected: Floats, slack: float) -> Ints:
    """Indices of the rows in which two arrays differ by more than `slack`, NaN included."""
    with np.errstate(invalid="ignore"):
        return np.flatnonzero(~(np.abs(got - expected) <= slack).all(axis=1)).astype(np.int64)


def finite_rows(got: Floats, name: str, symbol: str) -> None:
    """Whether no row holds NaN or infinity."""
    bad = np.flatnonzero(~np.isfinite(got).all(axis=1))
    if bad.size:
        raise Wrong(
            f"{name} must be finite, but {symbol}{subscript(bad[0])} is {brief(got[bad[0]])}.",
            tag="nan",
            got=got,
        )


def spread(X: NDArray[Any]) -> float:
    """The scatter Σ‖x − mean‖² of the rows: the scale of a sum of squares, wherever X lies."""
    points = X.astype(np.float64)
    return float(np.square(points - points.mean(axis=0)).sum())


def radius(X: NDArray[Any]) -> float:
    """The largest distance of a coordinate from its mean: the scale of X, wherever it lies."""
    points = X.astype(np.float64)
    return float(np.abs(points - points.mean(axis=0)).max())


def _plain(value: Any, name: str, needed: str) -> NDArray[Any]:
    """Numbers as an array, whatever container they came in."""
    if value is None:
        raise Wrong(f"Your function returns None and must return {name}.", tag="none", got="None")
    if isinstance(value, (Opaque, str, bool, dict)):
        _refuse_type(value, name, needed)
    try:
        plain = np.asarray(value)
    except ValueError:
        raise Wrong(
            f"{name} is a nest of lists of different lengths and must be {needed}.", tag="shape"
        ) from None
    if plain.dtype.kind not in "iuf":
        _refuse_type(value, name, needed)
    return plain


def _refuse_type(value: Any, name: str, needed: str) -> None:
    raise Wrong(f"{name} is {_kind(value)} and must be {needed}.", tag="type")


def _refuse_shape(plain: NDArray[Any], shape: tuple[int, ...], name: str) -> None:
    wanted = "a single number" if shape == () else f"an array of shape {_shape(shape)}"
    found = "a single number" if plain.shape == () else f"of shape {_shape(plain.shape)}"
    raise Wrong(f"{name} is {found} and must be {wanted}.", tag="shape", got=plain)


def _shape(shape: tuple[int, ...]) -> str:
    sizes = ["any" if s < 0 else str(s) for s in shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def _kind(value: Any) -> str:
    if isinstance(value, Opaque):
        return f"an object of type {value.type_name}"
    if isinstance(value, np.ndarray):
        return f"an array of type {value.dtype}"
    return f"a {type(value).__name__}"


def _digits(error: float, size: float) -> str:
    """A hint where the digits run out as those of float32 do."""
    if 0 < error < _SINGLE_DIGITS * size:
        return " The first digits agree: is something computed in float32, or lost by cancellation?"
    return ""
