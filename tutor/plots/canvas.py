"""The canvas between the axes, by plotext. Its figure is a global: `LOCK` keeps others out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tutor.plots import fill
from tutor.plots.axes import Axes, Layer, axes, layers, text_of
from tutor.plots.ink import LETTERS, SOLID, Ink, Run, runs
from tutor.plots.tones import Tones, letter

if TYPE_CHECKING:
    from exercises.kit.figure import Figure

LOCK = threading.Lock()
"""Held while plotext's one global figure is in use: the app draws in a thread."""

_SIGNS_ON_A_LINE = 7
_ORDER = {"stack": 0, "band": 0, "marks": 2}
"""Areas lie below all else, marks on top."""


def canvas(
    figure: Figure, inks: tuple[Ink, ...], width: int, height: int, tones: Tones
) -> list[list[Run]]:
    """The drawn lines, `height` of them with `width` cells each; none if nothing is finite."""
    data = layers(figure, inks)
    if not data:
        return []
    frame = axes(figure, data, width, height)
    with LOCK:
        import plotext  # 48 ms the first time

        _set_up(plotext, frame, width, height)
        for layer in sorted(data, key=lambda layer: _ORDER.get(layer.series.kind, 1)):
            _draw(plotext, layer, data, frame, tones)
        lines = str(plotext.build()).splitlines()
        plotext.clear_figure()
    return [_on_ground(list(runs(line)), number, data, frame)
            for number, line in enumerate(lines[:height])]  # fmt: skip


def _set_up(plotext: Any, frame: Axes, width: int, height: int) -> None:
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.theme("clear")
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    plotext.xlim(frame.across.low, frame.across.high)
    plotext.xticks(frame.across.ticks, frame.across.labels)
    plotext.ylim(frame.up.low, frame.up.high)
    plotext.yticks(frame.up.ticks, frame.up.labels)


def _draw(plotext: Any, layer: Layer, data: list[Layer], frame: Axes, tones: Tones) -> None:
    match layer.series.kind:
        case "line":
            _line(plotext, layer, list(_spread(len(layer.xs), layer.ink)))
        case "outline":
            _line(plotext, layer, [0, len(layer.xs) // 2])
        case "bars":
            _bars(
                plotext, layer, [other for other in data if other.series.kind == "bars"], frame.grid
            )
            if frame.are_bars_named:
                _values(plotext, layer, frame)
        case "band" | "stack":
            _area(plotext, layer, frame)
        case "mixed":
            _mixed(plotext, layer, tones)
        case kind:
            bold = {"style": "bold"} if kind == "marks" else {}
            _signs(plotext, layer, range(len(layer.xs)), **bold)


def _look(ink: Ink) -> dict[str, Any]:
    return {"color": "default" if ink.colour is None else ink.colour}


def _line(plotext: Any, layer: Layer, signs: list[int]) -> None:
    plotext.plot(layer.xs, layer.ys, marker="braille", **_look(layer.ink))
    bold = {"style": "bold"} if layer.ink.marker in LETTERS else {}
    _signs(plotext, layer, signs, **bold)


def _signs(plotext: Any, layer: Layer, at: list[int] | range, **style: str) -> None:
    xs, ys = [layer.xs[i] for i in at], [layer.ys[i] for i in at]
    plotext.scatter(xs, ys, marker=layer.ink.marker, **_look(layer.ink), **style)


def _mixed(plotext: Any, layer: Layer, tones: Tones) -> None:
    shares = [layer.series.weights[i] for i in layer.at]
    plotext.scatter(
        layer.xs, layer.ys, marker=[letter(row) for row in shares],
        color=[tones.mixed(row) for row in shares],
    )  # fmt: skip


def _bars(plotext: Any, layer: Layer, all_bars: list[Layer], grid: fill.Grid) -> None:
    """Bars of several series stand beside each other around their value of x."""
    share = 0.8 / len(all_bars)
    shift = (all_bars.index(layer) - (len(all_bars) - 1) / 2) * share
    bars = [(x + shift, 0.0, y) for x, y in zip(layer.xs, layer.ys, strict=True) if y]
    found = fill.eighths(bars, share * 0.45, grid)
    solid = layer.ink.marker == SOLID
    markers = [part if solid else layer.ink.marker for _, _, part in found]
    plotext.scatter([x for x, _, _ in found], [y for _, y, _ in found], marker=markers or None,
                    **_look(layer.ink))  # fmt: skip


def _values(plotext: Any, layer: Layer, frame: Axes) -> None:
    """Each bar's value, at its end."""
    for x, y in zip(layer.xs, layer.ys, strict=True):
        at = frame.grid.beyond(y)
        plotext.text(text_of(y), x, at, alignment="center", **_look(layer.ink))


def _area(plotext: Any, layer: Layer, frame: Axes) -> None:
    found = _cells(layer, frame)
    plotext.scatter([x for x, _ in found], [y for _, y in found], marker=layer.ink.marker,
                    **_look(layer.ink))  # fmt: skip


def _cells(layer: Layer, frame: Axes) -> list[fill.Point]:
    if layer.series.kind == "band":
        low = [layer.series.low[i] for i in layer.at]
        return fill.band(layer.xs, low, layer.ys, frame.grid)
    return fill.cells(frame.stacks[layer.place], frame.grid)


def _on_ground(row: list[Run], number: int, data: list[Layer], frame: Axes) -> list[Run]:
    """The line with what lies on a solid area in reverse, so that it cuts no hole into it."""
    grid = frame.grid
    solid = [layer for layer in data
             if layer.place in frame.stacks and layer.ink.marker == SOLID]  # fmt: skip
    if not solid or number >= grid.rows:
        return row
    at = grid.rows - 1 - number
    ground: dict[int, int | None] = {}
    for layer in solid:
        columns = fill.columns_at(frame.stacks[layer.place], at, grid)
        ground.update(
            dict.fromkeys((column + frame.margin for column in columns), layer.ink.colour)
        )
    cells = [replace(run, text=sign) for run in row for sign in run.text]
    return [replace(cell, colour=ground[x], reverse=True)
            if x in ground and cell.text != SOLID else cell
            for x, cell in enumerate(cells)]  # fmt: skip


def _spread(count: int, ink: Ink) -> Iterator[int]:
    """Where on a line its sign stands: a few places, each series beginning elsewhere."""
    step = max(1, -(-count // _SIGNS_ON_A_LINE))
    start = ord(ink.marker) % step
    yield from range(start, count, step)
