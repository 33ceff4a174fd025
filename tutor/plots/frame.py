"""A whole figure as lines of text: title, legend, canvas or images, label of the x axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutor.plots.canvas import canvas
from tutor.plots.ink import LETTERS, Ink, Run, component_colour, inks, painted, plain
from tutor.plots.pictures import Row, natural_height, pictures
from tutor.plots.tones import LIKELY, SURE, UNSURE, Tones

if TYPE_CHECKING:
    from exercises.kit.figure import Figure, Series

SMALLEST = (24, 8)
"""The width and height below which nothing can be told from a plot."""

_USUAL, _TALLEST = 20, 100
_ROOMY = 14
"""The height from which on the legend may take a second line; what has no room is left out."""


def draw(
    figure: Figure, width: int, height: int, *, color: bool = True, tones: Tones | None = None
) -> str:
    """The figure in `height` lines of at most `width` cells, as ANSI text (plain: `color=False`).

    The caption is not drawn: it is a sentence, to be wrapped by whoever shows the figure. What is
    not finite is left out, and long series are thinned. May be called from any thread; the first
    call imports plotext (48 ms), a later one takes 5 to 25 ms (images: 0.1 to 0.3 ms each).
    """
    found = rows(figure, width, height, color=color, tones=tones)
    text = "\n".join("".join(painted(run) for run in row) for row in found)
    return text if color else plain(text)


def rows(
    figure: Figure, width: int, height: int, *, color: bool = True, tones: Tones | None = None
) -> list[Row]:
    """What `draw` gives, as runs that look alike, line by line."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return [[Run(f"Too small to draw in ({width}×{height})."[:width])]]
    top = [[Run(figure.title[:width], bold=True)]] if figure.title else []
    if figure.images:
        body = pictures(figure.images, width, height - len(top), color=color)
        return [*top, *(body or [[], [Run("There is no image to show."[:width])]])]
    return _with_axes(figure, top, width, height, tones or Tones())


def usual_height(figure: Figure, width: int) -> int:
    """How high a figure is best where lines are free: images as high as they are."""
    if not figure.images:
        return _USUAL
    return 1 + natural_height(figure.images, width, SMALLEST[1], _TALLEST)


def _with_axes(figure: Figure, top: list[Row], width: int, height: int, tones: Tones) -> list[Row]:
    drawn = tuple(inks(figure))
    top = [*top, *_legend(figure, drawn, width)[: 1 if height < _ROOMY else 2]]
    bottom = [[Run(f"{figure.x_label} →"[:width].rjust(width), dim=True)]]
    bottom = bottom if figure.x_label else []
    body = canvas(figure, drawn, width, height - len(top) - len(bottom), tones)
    if not body:
        nothing = "There is nothing to draw: no point of it is a finite number."
        return [*top, [], [Run(nothing[:width])]]
    return [*top, *body, *bottom]


def _legend(figure: Figure, drawn: tuple[Ink, ...], width: int) -> list[Row]:
    """What goes up, then each series by its sign, in as many lines as that takes."""
    parts: list[Row] = [[Run(f"↑ {figure.y_label}", dim=True)]] if figure.y_label else []
    for series, ink in zip(figure.series, drawn, strict=True):
        parts += _entries(series, ink)
    lines: list[Row] = []
    for part in (part for part in parts if _length(part) <= width):
        if lines and _length(lines[-1]) + 3 + _length(part) <= width:
            lines[-1] += [Run("   "), *part]
        else:
            lines.append(part)
    return lines


def _entries(series: Series, ink: Ink) -> Iterator[Row]:
    if series.label:
        sign = "" if series.label == ink.marker or series.kind == "mixed" else f"{ink.marker} "
        yield [Run(f"{sign}{series.label}", ink.colour, bold=ink.colour is None)]
    if series.kind == "mixed" and series.weights:
        yield from _shares(len(series.weights[0]))


def _shares(components: int) -> Iterator[Row]:
    """What the letters of mixed points mean."""
    letters = LETTERS[: min(components, len(LETTERS))]
    shown = [(sign, component_colour(j)) for j, sign in enumerate(letters)]
    for text, more in ((str.upper, f"> {SURE}"), (str.lower, f"> {LIKELY}")):
        row = [Run(text(sign) + " ", colour) for sign, colour in shown]
        if len(row) > 4:
            row = [row[0], Run("… "), row[-1]]
        yield [*row, Run(more, dim=True)]
    yield [Run(UNSURE), Run(" less", dim=True)]


def _length(row: Row) -> int:
    return sum(len(run.text) for run in row)
