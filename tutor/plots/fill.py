"""Areas as cells of the canvas: bands between curves, and bars stacked upon each other."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]

_EIGHTHS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Grid:
    """The cells of a canvas: their number, and the values at the middle of the outer ones."""

    low: Point
    high: Point
    columns: int
    rows: int

    @property
    def xs(self) -> list[float]:
        """The values at the middle of the columns."""
        return [self.low[0] + self.step_across * column for column in range(self.columns)]

    @property
    def step_across(self) -> float:
        """How much a column is worth."""
        return (self.high[0] - self.low[0]) / max(self.columns - 1, 1)

    @property
    def step(self) -> float:
        """How much a row is worth."""
        return (self.high[1] - self.low[1]) / max(self.rows - 1, 1)

    def columns_in(self, low: float, high: float) -> list[float]:
        """The middles of the columns from `low` on and below `high`; at least the nearest one."""
        first = math.ceil((low - self.low[0]) / self.step_across - 1e-9)
        end = max(math.ceil((high - self.low[0]) / self.step_across - 1e-9), first + 1)
        inside = range(max(first, 0), min(end, self.columns))
        return [self.low[0] + self.step_across * column for column in inside]

    def between(self, one: float, two: float) -> list[float]:
        """The middles of the rows from the lower of two values on, below the upper one."""
        low, high = (self.row(value) for value in sorted((one, two)))
        first, end = max(math.ceil(low - 1e-9), 0), math.ceil(high - 1e-9)
        return [self.low[1] + self.step * row for row in range(first, min(end, self.rows))]

    def row(self, value: float) -> float:
        """Where a value lies: 0 at the middle of the lowest row, 1 at that of the next."""
        return (value - self.low[1]) / self.step

    def beyond(self, value: float) -> float:
        """The middle of the first row past the end of a bar from 0 to `value`."""
        row = math.floor(self.row(value) + 0.5) + (1 if value >= 0 else -1)
        return self.low[1] + self.step * row


def band(
    xs: Sequence[float], low: Sequence[float], high: Sequence[float], grid: Grid
) -> list[Point]:
    """The cells between two curves through the same `xs`."""
    xs, low, high = zip(*sorted(zip(xs, low, high, strict=True)), strict=True)
    found: list[Point] = []
    for x in grid.xs:
        if xs[0] <= x <= xs[-1]:
            edges = _at(x, xs, low), _at(x, xs, high)
            found += [(x, y) for y in grid.between(*edges)] if edges[0] != edges[1] else []
    return found


def _at(x: float, xs: Sequence[float], ys: Sequence[float]) -> float:
    """The curve's value between two of its points."""
    right = max(bisect_left(xs, x), 1) if len(xs) > 1 else 0
    left = max(right - 1, 0)
    gap = xs[right] - xs[left]
    share = (x - xs[left]) / gap if gap else 0.0
    return ys[left] + share * (ys[right] - ys[left])


Bar = tuple[float, float, float]
"""Where a bar stands on the x axis, where it begins and where it ends."""


def stacked(layers: Sequence[Sequence[Point]]) -> Iterator[list[Bar]]:
    """Each layer's bars, upon those of the layers before: upwards from 0, and downwards."""
    ends: dict[tuple[float, bool], float] = {}
    for layer in layers:
        bars = []
        for x, y in layer:
            start = ends.get((x, y > 0), 0.0)
            ends[x, y > 0] = start + y
            bars.append((x, start, start + y))
        yield bars


def cells(bars: Sequence[Bar], grid: Grid) -> list[Point]:
    """The cells of bars, with gaps between them where there is room."""
    half = _half(bars, grid)
    found: list[Point] = []
    for x, start, end in bars:
        rows = grid.between(start, end)
        found += [(at, y) for at in grid.columns_in(x - half, x + half) for y in rows]
    return found


def columns_at(bars: Sequence[Bar], row: int, grid: Grid) -> list[int]:
    """The columns of one row that `cells` fills."""
    half, y = _half(bars, grid), grid.low[1] + grid.step * row
    found: list[int] = []
    for x, start, end in bars:
        if any(math.isclose(y, other) for other in grid.between(start, end)):
            places = grid.columns_in(x - half, x + half)
            found += [round((place - grid.low[0]) / grid.step_across) for place in places]
    return found


def _half(bars: Sequence[Bar], grid: Grid) -> float:
    """Half a bar's width; thin bars touch each other."""
    width = min(_spacings([x for x, _, _ in bars]), default=grid.high[0] - grid.low[0])
    return width * (0.5 if width < 3 * grid.step_across else 0.4)


def eighths(bars: Sequence[Bar], half: float, grid: Grid) -> list[tuple[float, float, str]]:
    """The cells of bars from 0 with what fills each: the top one is filled to an eighth."""
    found: list[tuple[float, float, str]] = []
    for x, start, end in bars:
        first, last = math.floor(grid.row(start) + 0.5), grid.row(end)
        top = math.floor(last + 0.5)
        part = max(round(8 * (last + 0.5 - top)), 1)
        rows = [(row, _EIGHTHS[part if first <= row == top else 8])
                for row in range(min(first, top), max(first, top) + 1)]  # fmt: skip
        found += [(at, grid.low[1] + grid.step * row, sign)
                  for at in grid.columns_in(x - half, x + half) for row, sign in rows]  # fmt: skip
    return found


def _spacings(xs: Sequence[float]) -> Iterator[float]:
    ordered = sorted(set(xs))
    return (b - a for a, b in pairwise(ordered))
