"""Judging single numbers, which may have to be infinite."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Wrong
from exercises.kit.compare import Floats
from exercises.kit.show import brief


def scalar(result: Any, name: str, about: str = "Add up over all points.") -> float:
    """The result as a number.

    Args:
        about: what to do, where it is an array of several.
    """
    try:
        return compare.number(result, name)
    except Wrong as wrong:
        if wrong.tag != "shape" or np.size(wrong.got) <= 1:
            raise
        raise Wrong(f"{wrong.message} {about}", tag=wrong.tag, got=wrong.got) from None


def same(got: float, expected: float, slack: float, name: str, why_infinite: str = "") -> None:
    """Whether a number is within `slack` of the right one; infinite where that is.

    Args:
        why_infinite: why it must be, where it must.
    """
    if np.isnan(got):
        raise Wrong(
            f"{name} is NaN and must be {brief(expected)}: was 0 multiplied by an infinite "
            "logarithm, or ∞ taken from ∞?",
            tag="nan", expected=expected, got=got,
        )  # fmt: skip
    if np.isinf(expected):
        if got != expected:
            raise Wrong(
                f"{name} is {brief(got)} and must be {brief(expected)}: {why_infinite}",
                tag="not-inf", expected=expected, got=got,
            )  # fmt: skip
        return
    if np.isinf(got):
        raise Wrong(
            f"{name} is {brief(got)} and must be {brief(expected)}.",
            tag="inf", expected=expected, got=got,
        )  # fmt: skip
    compare.same_number(got, expected, slack, name)


def slack_of(log_joint: NDArray[Any], *others: NDArray[Any]) -> float:
    """What a sum over a table of log joint densities may be off: 1e-10 of max(1, Σ|log joint|)."""
    finite: Floats = np.where(np.isfinite(log_joint), log_joint, 0.0).astype(np.float64)
    share = 1e-10 if compare.rtol(log_joint, *others) == compare.RTOL else compare.RTOL_SINGLE
    return share * max(1.0, float(np.abs(finite).sum()))


LARGE = 1e6


def repeats_exactly(*inputs: NDArray[Any]) -> bool:
    """Whether the same mistake in other code has the same result, to six digits.

    In float32, and where large numbers cancel, it is rounding that decides.
    """
    return not any(x.dtype == np.float32 or np.abs(x[np.isfinite(x)]).max() > LARGE for x in inputs)
