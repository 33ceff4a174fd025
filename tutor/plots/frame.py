"""A whole figure as lines of text: title, legend, canvas, label of the x axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.plots.canvas import canvas
from tutor.plots.ink import Ink, Run, inks, painted, plain

if TYPE_CHECKING:
    from exercises.kit.figure import Figure

SMALLEST = (24, 8)
"""The width and height below which nothing can be told from a plot."""


def draw(figure: Figure, width: int, height: int, *, color: bool = True) -> str:
    """The figure in `height` lines of at most `width` cells, as ANSI text (plain: `color=False`).

    The caption is not drawn: it is a sentence, to be wrapped by whoever shows the figure. What is
    not finite is left out, and long series are thinned. May be called from any thread; the first
    call imports plotext (48 ms), a later one takes 5 to 25 ms.
    """
    if width < SMALLEST[0] or height < SMALLEST[1]:
        lines = [f"Too small to draw in ({width}×{height})."[:width]]
    else:
        lines = list(_lines(figure, width, height))
    text = "\n".join(lines)
    return text if color else plain(text)


def _lines(figure: Figure, width: int, height: int) -> list[str]:
    drawn = tuple(inks(figure))
    top = [painted(Run(figure.title[:width], bold=True))] if figure.title else []
    top += _legend(figure, drawn, width)
    bottom = [painted(Run(f"{figure.x_label} →"[:width].rjust(width), dim=True))]
    bottom = bottom if figure.x_label else []
    body = canvas(figure.series, drawn, width, height - len(top) - len(bottom))
    if not body:
        return [*top, "", "There is nothing to draw: no point of it is a finite number."[:width]]
    return [*top, *body, *bottom]


def _legend(figure: Figure, drawn: tuple[Ink, ...], width: int) -> list[str]:
    """One line: what goes up, then each series by its sign; what has no room is left out."""
    parts = [Run(f"↑ {figure.y_label}", dim=True)] if figure.y_label else []
    for series, ink in zip(figure.series, drawn, strict=True):
        if series.label:
            parts.append(Run(f"{ink.marker} {series.label}", ink.colour, bold=ink.colour is None))
    kept: list[Run] = []
    for part in parts:
        if sum(len(run.text) + 3 for run in kept) + len(part.text) <= width:
            kept.append(part)
    return ["   ".join(painted(run) for run in kept)] if kept else []
