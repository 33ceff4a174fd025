"""The canvas between the axes, by plotext. Its figure is a global: `LOCK` keeps others out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tutor.plots.ink import Ink
from tutor.plots.scale import Axis, axis, finite

if TYPE_CHECKING:
    from exercises.kit.figure import Series

Data = tuple["Series", Ink, list[float], list[float]]

LOCK = threading.Lock()
"""Held while plotext's one global figure is in use: the app draws in a thread."""

_SIGNS_ON_A_LINE = 7


def canvas(series: tuple[Series, ...], inks: tuple[Ink, ...], width: int, height: int) -> list[str]:
    """The drawn lines, `height` of them with `width` cells each; none if nothing is finite."""
    found = [(s, ink, *finite(s)) for s, ink in zip(series, inks, strict=True)]
    data = [(s, ink, xs, ys) for s, ink, xs, ys in found if xs]
    if not data:
        return []
    with LOCK:
        import plotext  # 48 ms the first time

        _set_up(plotext, data, width, height)
        for layer in sorted(data, key=lambda row: row[0].kind == "marks"):
            _draw(plotext, layer, data)
        lines = str(plotext.build()).splitlines()
        plotext.clear_figure()
    return lines[:height]


def _set_up(plotext: Any, data: list[Data], width: int, height: int) -> None:
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.theme("clear")
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    across, up = _axes(data, width, height)
    plotext.xlim(across.low, across.high)
    plotext.xticks(across.ticks, across.labels)
    plotext.ylim(up.low, up.high)
    plotext.yticks(up.ticks, up.labels)


def _axes(data: list[Data], width: int, height: int) -> tuple[Axis, Axis]:
    xs = [x for _, _, row, _ in data for x in row]
    ys = [y for _, _, _, row in data for y in row]
    bars = any(s.kind == "bars" for s, *_ in data)
    whole = _are_whole(xs) and max(xs) - min(xs) >= 1
    wide = 0.6 / max(max(xs) - min(xs), 1.0) if bars else 0.03
    across = axis(xs, max(2, width // 10), pad=wide, whole=whole)
    counts = bars and _are_whole(ys) and max(ys) > 0
    up = axis([*ys, 0.0] if bars else ys, max(2, height // 2), whole=counts)
    return across, _from_zero(up) if bars and min(ys) >= 0 else up


def _are_whole(values: list[float]) -> bool:
    return all(value == int(value) for value in values)


def _from_zero(up: Axis) -> Axis:
    kept = [pair for pair in zip(up.ticks, up.labels, strict=True) if pair[0] >= 0]
    return Axis(0.0, up.high, tuple(t for t, _ in kept), tuple(label for _, label in kept))


def _draw(plotext: Any, layer: Data, data: list[Data]) -> None:
    series, ink, xs, ys = layer
    look = {"color": "default" if ink.colour is None else ink.colour}
    if series.kind == "line":
        plotext.plot(xs, ys, marker="braille", **look)
        at = list(_spread(len(xs), ink))
        plotext.scatter([xs[i] for i in at], [ys[i] for i in at], marker=ink.marker, **look)
    elif series.kind == "bars":
        _bars(plotext, layer, [s for s, *_ in data if s.kind == "bars"])
    else:
        bold = {"style": "bold"} if series.kind == "marks" else {}
        plotext.scatter(xs, ys, marker=ink.marker, **look, **bold)


def _bars(plotext: Any, layer: Data, all_bars: list[Series]) -> None:
    """Bars of several series stand beside each other around their value of x."""
    series, ink, xs, ys = layer
    share = 0.8 / len(all_bars)
    shift = (all_bars.index(series) - (len(all_bars) - 1) / 2) * share
    for x, y in ((x, y) for x, y in zip(xs, ys, strict=True) if y):
        left, right = x + shift - share * 0.45, x + shift + share * 0.45
        plotext.rectangle([left, right], [0.0, y], marker=ink.marker, color=ink.colour, fill=True)


def _spread(count: int, ink: Ink) -> Iterator[int]:
    """Where on a line its sign stands: a few places, each series beginning elsewhere."""
    step = max(1, -(-count // _SIGNS_ON_A_LINE))
    start = ord(ink.marker) % step
    yield from range(start, count, step)
