"""Values as a learner reads them: whole where small, shape and first rows where large."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import Arguments

SMALL = 24
_WIDTH = 60
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
    return "\n".join(f"{name} = {show(value)}" for name, value in arguments.items())


def brief(value: Any) -> str:
    """A number, or a point as (1, 2.5), within a sentence: ten digits, no trailing zeros."""
    if np.ndim(value) == 0:
        return f"{float(value):.10g}"
    return f"({', '.join(brief(v) for v in value)})"


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
    """The array as nested lists, with as many digits as tell its numbers apart."""
    digits = 6
    if array.size and array.dtype.kind == "f" and np.isfinite(array).all():
        top, range_ = float(np.abs(array).max()), float(np.ptp(array))
        if 0 < range_ < top * 1e-4:  # far from the origin: 1e8 + 0.25 must not read 1e8
            digits = min(15, 6 + int(np.log10(top / range_)))
    return np.array2string(array, precision=digits, separator=", ", max_line_width=_WIDTH)
