"""What is drawn of a figure's series, and the axes that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.plots import fill
from tutor.plots.ink import Ink
from tutor.plots.scale import Axis, axis, kept

if TYPE_CHECKING:
    from exercises.kit.figure import Figure, Series

_FROM_ZERO = ("bars", "stack")


@dataclass(frozen=True)
class Layer:
    """The drawable points of one series; `at`: which of its points, `place`: which series."""

    series: Series
    ink: Ink
    at: list[int]
    xs: list[float]
    ys: list[float]
    place: int


@dataclass(frozen=True)
class Axes:
    """Both axes, the cells between them, `margin` to the left, and the stacks by series' place."""

    across: Axis
    up: Axis
    grid: fill.Grid
    stacks: dict[int, list[fill.Bar]]
    margin: int
    are_bars_named: bool


def layers(figure: Figure, inks: tuple[Ink, ...]) -> list[Layer]:
    """The series of which something can be drawn."""
    found = []
    for place, (series, ink) in enumerate(zip(figure.series, inks, strict=True)):
        if at := kept(series):
            xs, ys = [series.x[i] for i in at], [series.y[i] for i in at]
            found.append(Layer(series, ink, at, xs, ys, place))
    return found


def axes(figure: Figure, data: list[Layer], width: int, height: int) -> Axes:
    """The axes of a canvas of `width` times `height` cells, their labels included."""
    stacks = _stacks(data)
    named = _are_named(figure, data, width)
    up = _up(data, stacks, height, named)
    columns = width - 1 - max(map(len, up.labels))
    across = _across(figure, data, columns, width)
    grid = fill.Grid((across.low, up.low), (across.high, up.high), columns, height - 2)
    return Axes(across, up, grid, stacks, width - columns, named)


def _stacks(data: list[Layer]) -> dict[int, list[fill.Bar]]:
    found = [layer for layer in data if layer.series.kind == "stack"]
    bars = fill.stacked([list(zip(layer.xs, layer.ys, strict=True)) for layer in found])
    return {layer.place: row for layer, row in zip(found, bars, strict=True)}


def _are_named(figure: Figure, data: list[Layer], width: int) -> bool:
    """Whether bars bear their values: one series of named ones, with room for the numbers."""
    bars = [layer for layer in data if layer.series.kind == "bars"]
    if not figure.x_names or len(bars) != 1:
        return False
    longest = max(len(text_of(y)) for y in bars[0].ys)
    return len(figure.x_names) * (longest + 1) < width - 8


def _up(data: list[Layer], stacks: dict[int, list[fill.Bar]], height: int, named: bool) -> Axis:
    ys = [y for layer in data if layer.place not in stacks for y in layer.ys]
    ys += [end for bars in stacks.values() for _, _, end in bars]
    ys += [layer.series.low[i] for layer in data if layer.series.low for i in layer.at]
    bars = any(layer.series.kind in _FROM_ZERO for layer in data)
    counts = bars and _are_whole(ys) and max(ys) > 0
    spread = [*ys, 0.0] if bars else ys
    pad = max(0.03, 2.2 / max(height - 5, 5)) if named else 0.03
    up = axis(spread, max(2, height // 2), pad=pad, whole=counts)
    return _from_zero(up) if bars and min(ys) >= 0 else up


def _across(figure: Figure, data: list[Layer], columns: int, width: int) -> Axis:
    xs = [x for layer in data for x in layer.xs]
    bars = any(layer.series.kind in _FROM_ZERO for layer in data)
    wide = 0.6 / max(max(xs) - min(xs), 1.0) if bars else 0.03
    whole = _are_whole(xs) and max(xs) - min(xs) >= 1
    found = axis(xs, max(2, width // 10), pad=wide, whole=whole)
    return _with_names(found, figure.x_names, columns) if figure.x_names else found


def _with_names(across: Axis, names: Sequence[str], columns: int) -> Axis:
    """The names at 0, 1, 2, …: all, or every second, third, … where they have no room."""
    room = columns / max(across.high - across.low, 1.0)
    step = next((s for s in range(1, len(names)) if max(map(len, names)) < s * room), len(names))
    shown = [at for at in range(0, len(names), step) if across.low <= at <= across.high]
    ticks, labels = tuple(map(float, shown)), tuple(names[at] for at in shown)
    return Axis(across.low, across.high, ticks, labels)


def _are_whole(values: list[float]) -> bool:
    return all(value == int(value) for value in values)


def _from_zero(up: Axis) -> Axis:
    kept = [pair for pair in zip(up.ticks, up.labels, strict=True) if pair[0] >= 0]
    return Axis(0.0, up.high, tuple(t for t, _ in kept), tuple(label for _, label in kept))


def text_of(value: float) -> str:
    """A number to four digits, written out where it is not huge or tiny."""
    if value and not 1e-3 <= abs(value) < 1e7:
        return f"{value:.2e}"
    digits = 0 if abs(value) >= 1000 or value == round(value) else 2 if abs(value) < 100 else 1
    return f"{value:,.{digits}f}"
