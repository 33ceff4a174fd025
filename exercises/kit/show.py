"""Values as a learner reads them: whole where small, shape and first rows where large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from exercises.kit.case import Arguments

SMALL = 24
_WIDTH = 60
_DIGITS = 6
_FIRST_ROWS = 3
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def show(value: Any) -> str:
    """A value in a few lines at most."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.10g}"
    if isinstance(value, np.random.Generator):
        return "a numpy.random.Generator"
    if isinstance(value, (list, tuple)) and any(isinstance(v, np.ndarray) for v in value):
        return "\n".join(show(v) for v in value)
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}…"


def show_arguments(arguments: Arguments) -> str:
    """Arguments as `name = value`, one a line."""
    return "\n".join(_argument(name, show(value)) for name, value in arguments.items())


def _argument(name: str, text: str) -> str:
    head = f"{name} = "
    return head + text.replace("\n", "\n" + " " * len(head))


def brief(value: Any) -> str:
    """A number, or a point as (1, 2.5), within a sentence: ten digits, no trailing zeros."""
    if np.ndim(value) == 0:
        return f"{float(value):.10g}"
    return f"({', '.join(brief(v) for v in value)})"


def point(x: Any) -> str:
    """A point of any dimension within a sentence: its first two coordinates, if it has many."""
    return brief(x) if len(x) <= 3 else f"({brief(x[0])}, {brief(x[1])}, …)"


def subscript(index: Any) -> str:
    """An index as it is written below a symbol: x₁₂."""
    return str(int(index)).translate(_SUBSCRIPTS)


def _array(array: np.ndarray[Any, Any]) -> str:
    if array.size <= SMALL:
        return _text(array)
    shape = f"array of shape {array.shape}, {array.dtype}"
    if array.ndim == 0 or array[:_FIRST_ROWS].size > SMALL:
        return shape
    return f"{shape}, which begins\n{_text(array[:_FIRST_ROWS])}"


def _text(array: np.ndarray[Any, Any]) -> str:
    """The array as nested lists: in a line where it fits, else in columns."""
    digits = _digits(array) if array.dtype.kind == "f" else 0

    def one(value: Any) -> str:
        return f"{value:.{digits}g}" if digits else str(value)

    line = _in_a_line(array.tolist(), one)
    if len(line) <= _WIDTH:
        return line
    width = max(len(one(v)) for v in array.ravel().tolist())
    return np.array2string(
        array,
        separator=", ",
        max_line_width=_WIDTH,
        formatter={"all": lambda v: one(v).rjust(width)},
    )


def _in_a_line(value: Any, one: Callable[[Any], str]) -> str:
    if not isinstance(value, list):
        return one(value)
    return f"[{', '.join(_in_a_line(v, one) for v in value)}]"


def _digits(array: np.ndarray[Any, Any]) -> int:
    """Significant digits that tell the numbers apart: 100000000.25 is not to read 1e+08."""
    finite = array[np.isfinite(array)].astype(np.float64)
    if finite.size == 0:
        return _DIGITS
    top, between = float(np.abs(finite).max()), float(np.ptp(finite))
    if not 0 < between < top:
        return _DIGITS
    return min(_DIGITS + int(np.log10(top / between)), 16)
