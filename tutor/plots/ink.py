"""What each series of a figure is drawn with: never colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercises.kit.figure import Figure, Series

POINTS = "•▴▪◆+×o◇*◦"
MARKS = "✚✖✱▣"
BARS = "█▒░▚"
COLOURS = (4, 3, 2, 5, 6, 1)
"""Indices of the terminal's own palette, so that a plot suits dark and light terminals."""

_CODE = re.compile(r"\x1b\[([\d;]*)m")


@dataclass(frozen=True)
class Ink:
    """A series' marker, and its colour as a palette index (None: the text's own colour)."""

    marker: str
    colour: int | None


@dataclass(frozen=True)
class Run:
    """Characters of one line that look alike."""

    text: str
    colour: int | None = None
    bold: bool = False
    dim: bool = False


def inks(figure: Figure) -> tuple[Ink, ...]:
    """An ink for each series; series of one kind never share a marker and colour."""
    counts = {"points": 0, "marks": 0, "bars": 0, "line": 0}
    found = []
    for series in figure.series:
        found.append(_ink(series, counts[series.kind], counts["line"] + counts["points"]))
        counts[series.kind] += 1
    return tuple(found)


def _ink(series: Series, of_kind: int, place: int) -> Ink:
    colour = COLOURS[place % len(COLOURS)]
    if series.kind == "marks":
        return Ink(MARKS[of_kind % len(MARKS)], None)
    if series.kind == "bars":
        return Ink(BARS[of_kind % len(BARS)], COLOURS[of_kind % len(COLOURS)])
    letters = POINTS + "abcdefghijklmnpqrstuvwxyz"
    return Ink(letters[place % len(letters)], colour)


def plain(text: str) -> str:
    """The text without its colours."""
    return _CODE.sub("", text)


def runs(line: str) -> Iterator[Run]:
    """One line of ANSI text, as `draw` writes it, as runs of equal look; costs 10 µs a line."""
    look = Run("")
    for number, piece in enumerate(_CODE.split(line)):
        if number % 2:
            look = _look(look, piece)
        elif piece:
            yield Run(piece, look.colour, look.bold, look.dim)


def _look(look: Run, codes: str) -> Run:
    if codes.startswith("38;5;"):
        return Run("", int(codes[5:]), look.bold, look.dim)
    if codes == "1":
        return Run("", look.colour, True, look.dim)
    if codes == "2":
        return Run("", look.colour, look.bold, True)
    return Run("")


def painted(run: Run) -> str:
    """The inverse of `runs` for one run."""
    codes = ["1"] * run.bold + ["2"] * run.dim
    codes += [] if run.colour is None else [f"38;5;{run.colour}"]
    start = "".join(f"\x1b[{code}m" for code in codes)
    return f"{start}{run.text}\x1b[0m" if start else run.text
