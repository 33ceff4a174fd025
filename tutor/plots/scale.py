"""Limits, ticks and thinning: what is drawn of data, and over which range."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercises.kit.figure import Series

MOST_POINTS = 1000
"""A series is thinned to this many points: above it a plot costs more than it shows."""

_LARGEST = 1e300  # beyond it the width of the range would overflow
_PAD = 0.03
_LONG = 1e6


@dataclass(frozen=True)
class Axis:
    """A range of values and the ticks on it with their labels."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]


def kept(series: Series) -> list[int]:
    """Which points of a series are drawn: the finite ones, thinned to `MOST_POINTS`."""
    lows = series.low or series.y
    rows = enumerate(zip(series.x, series.y, lows, strict=False))
    found = [at for at, (x, y, low) in rows if _drawable(x, y) and abs(low) < _LARGEST]
    step = max(1, math.ceil(len(found) / MOST_POINTS))
    return found[::step] + (found[-1:] if found[:1] and (len(found) - 1) % step else [])


def finite(series: Series) -> tuple[list[float], list[float]]:
    """The points of a series that can be drawn, thinned to `MOST_POINTS`, the last one kept."""
    at = kept(series)
    return [series.x[i] for i in at], [series.y[i] for i in at]


def _drawable(x: float, y: float) -> bool:
    return abs(x) < _LARGEST and abs(y) < _LARGEST  # False for NaN too


def axis(values: Iterable[float], most: int, *, pad: float = _PAD, whole: bool = False) -> Axis:
    """The axis for values, with at most `most` round ticks; `whole`: only at whole numbers."""
    seen = list(values)
    low, high = min(seen), max(seen)
    margin = (high - low) * pad or max(abs(high) * 0.05, 0.5)
    low, high = low - margin, high + margin
    ticks = _round_ticks(low, high, max(most, 2), whole)
    return Axis(low, high, ticks, _labels(ticks))


def _round_ticks(low: float, high: float, most: int, whole: bool) -> tuple[float, ...]:
    step = _round_step((high - low) / most, (1, 2, 5) if whole else (1, 2, 2.5, 5))
    step = max(step, 1.0) if whole else step
    first = math.ceil(low / step)
    last = math.floor(high / step)
    return tuple(number * step for number in range(first, last + 1)) or (low, high)


def _round_step(rough: float, kinds: tuple[float, ...]) -> float:
    """The smallest of `kinds` times a power of ten that is not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in kinds if m * power >= rough), 10 * power)


def _labels(ticks: Sequence[float]) -> tuple[str, ...]:
    """The shortest labels that tell the ticks apart."""
    for digits in range(3, 16):
        labels = tuple(f"{tick:.{digits}g}" for tick in ticks)
        exact = all(
            math.isclose(float(label), tick, rel_tol=1e-9, abs_tol=1e-300)
            for label, tick in zip(labels, ticks, strict=True)
        )
        if exact:
            break
    if all(tick == round(tick) and abs(tick) < _LONG for tick in ticks):
        return tuple(f"{tick:,.0f}" for tick in ticks)  # 2,000 reads better than 2e03
    return tuple("0" if float(label) == 0 else label.replace("e+", "e") for label in labels)
