"""What each series of a figure is drawn with: never colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercises.kit.figure import Figure, Series

POINTS = "•▴▪◆+×o◇*◦"
MARKS = "✚✖✱▣"
BARS = "█▒░▚"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Components' signs, in upper case; where a component is only likely, in lower case."""

SOLID = BARS[0]
SHADE = "░"
COLOURS = (4, 3, 2, 5, 6, 1)
"""Indices of the terminal's own palette, so that a plot suits dark and light terminals."""

Rgb = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

Colour = int | Rgb
"""An index of the 256 colours (0 to 15: the terminal's own), or a true colour."""

_KINDS = ("line", "points", "marks", "bars", "outline", "mixed", "band", "stack")
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
    colour: Colour | None = None
    bold: bool = False
    dim: bool = False
    back: int | None = None
    reverse: bool = False


def inks(figure: Figure) -> tuple[Ink, ...]:
    """An ink for each series; series of one kind never share a marker and colour."""
    counts = dict.fromkeys(_KINDS, 0)
    found = []
    for series in figure.series:
        place = sum(counts[kind] for kind in ("line", "points", "stack", "band"))
        ink = _of_component(series) or _ink(series, counts[series.kind], place)
        found.append(Ink(series.sign or ink.marker, ink.colour))
        counts[series.kind] += 1
    return tuple(found)


def component_colour(component: int) -> int:
    """The colour of a mixture's component, counted from 0."""
    return COLOURS[component % len(COLOURS)]


def _of_component(series: Series) -> Ink | None:
    if series.component is None:
        return None
    signs = {"points": POINTS, "marks": MARKS, "bars": BARS, "stack": BARS, "band": SHADE}
    letters = signs.get(series.kind, LETTERS)
    return Ink(letters[series.component % len(letters)], component_colour(series.component))


def _ink(series: Series, of_kind: int, place: int) -> Ink:
    colour = COLOURS[place % len(COLOURS)]
    match series.kind:
        case "marks":
            return Ink(MARKS[of_kind % len(MARKS)], None)
        case "bars":
            return Ink(BARS[of_kind % len(BARS)], COLOURS[of_kind % len(COLOURS)])
        case "stack":
            return Ink(BARS[of_kind % len(BARS)], colour)
        case "band":
            return Ink(SHADE, colour)
        case "outline" | "mixed":
            return Ink(LETTERS[of_kind % len(LETTERS)], component_colour(of_kind))
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
            yield replace(look, text=piece)


def _look(look: Run, codes: str) -> Run:
    numbers = [int(code) for code in codes.split(";") if code]
    if numbers[:2] == [38, 5]:
        return replace(look, colour=numbers[2])
    if numbers[:2] == [38, 2]:
        return replace(look, colour=(numbers[2], numbers[3], numbers[4]))
    if numbers[:2] == [48, 5]:
        return replace(look, back=numbers[2])
    if numbers == [7]:
        return replace(look, reverse=True)
    if numbers == [1]:
        return replace(look, bold=True)
    return replace(look, dim=True) if numbers == [2] else Run("")


def painted(run: Run) -> str:
    """The inverse of `runs` for one run."""
    codes = ["1"] * run.bold + ["2"] * run.dim + ["7"] * run.reverse
    if isinstance(run.colour, tuple):
        codes.append("38;2;{};{};{}".format(*run.colour))
    elif run.colour is not None:
        codes.append(f"38;5;{run.colour}")
    codes += [] if run.back is None else [f"48;5;{run.back}"]
    start = "".join(f"\x1b[{code}m" for code in codes)
    return f"{start}{run.text}\x1b[0m" if start else run.text
